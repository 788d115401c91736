using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework.Constraints;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>A line of the reference outputs.</summary>
internal sealed record GoldenText(string Id, string Role, string Text, long[] Ids, float[] Vector)
{
    public EmbeddingRole EmbeddingRole => Role == "query" ? EmbeddingRole.Query : EmbeddingRole.Passage;
}

/// <summary>The two model folders of the checkout, loaded once for all tests, and their reference outputs.</summary>
internal static class ModelFolders
{
    public const string MiniLm = "all-MiniLM-L6-v2";
    public const string E5 = "multilingual-e5-small";

    private static readonly ConcurrentDictionary<string, Lazy<Task<OnnxEmbeddingModel>>> Loaded = new();

    public static string Path(string name) => RepositoryFiles.Find(System.IO.Path.Combine("models", name));

    public static EmbeddingModelFolder Open(string path) => EmbeddingModelFolder.Find(new EmbeddingOptions { Model = path });

    public static Task<OnnxEmbeddingModel> LoadAsync(string name) =>
        Loaded.GetOrAdd(name, _ => new Lazy<Task<OnnxEmbeddingModel>>(() => LoadAsync(Path(name), new PassageWorkers()))).Value;

    public static async Task<OnnxEmbeddingModel> LoadAsync(string path, PassageWorkers workers)
    {
        var model = new OnnxEmbeddingModel(Open(path), workers);
        await model.LoadAsync(CancellationToken.None);
        return model;
    }

    public static List<GoldenText> Golden(string name)
    {
        var file = SharedFiles.Find($"models/golden/{name}.jsonl");
        if (file is null)
        {
            Assert.Ignore($"The reference outputs models/golden/{name}.jsonl are not in the shared folder beside the checkout.");
        }

        return [.. File.ReadLines(file!).Select(line => JsonSerializer.Deserialize<GoldenText>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>Copies a model folder and changes the copy's manifest.</summary>
    public static string Copy(string name, TemporaryFolder target, Action<JsonObject> change)
    {
        foreach (var file in Directory.EnumerateFiles(Path(name)))
        {
            File.Copy(file, target.File(System.IO.Path.GetFileName(file)));
        }

        ChangeManifest(target.Path, change);
        return target.Path;
    }

    public static void ChangeManifest(string folder, Action<JsonObject> change)
    {
        var path = System.IO.Path.Combine(folder, "embedding.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    /// <summary>The one exception for folders that cannot be used, with a sentence that names all of these.</summary>
    public static Constraint Refused(params string[] named) =>
        named.Aggregate<string, Constraint>(
            Throws.InstanceOf<EmbeddingModelException>(), (constraint, part) => constraint.And.Message.Contains(part));

    public static async Task DisposeAsync()
    {
        foreach (var model in Loaded.Values)
        {
            (await model.Value).Dispose();
        }
    }
}
