using System.Text.Json.Nodes;
using Rag.Infrastructure.Onnx;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Onnx;

/// <summary>What is wrong with a folder is said before anything is loaded, with the file and the field.</summary>
internal sealed class EmbeddingModelFolderTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Test]
    public void Is_found_by_the_name_in_its_manifest_under_the_base_directory()
    {
        var folder = EmbeddingModelFolder.Find(new EmbeddingOptions { Model = "sentence-transformers/all-MiniLM-L6-v2" });

        Assert.That(folder.Path, Is.EqualTo(Path.Combine(AppContext.BaseDirectory, "models", ModelFolders.MiniLm)));
    }

    [Test]
    public void The_default_is_found_without_any_setting()
    {
        var folder = EmbeddingModelFolder.Find(new EmbeddingOptions());

        Assert.That((folder.Manifest.Name, folder.Manifest.MaxTokens), Is.EqualTo(("intfloat/multilingual-e5-small", 512)));
    }

    [Test]
    public void A_broken_folder_beside_it_does_not_hide_a_sound_one()
    {
        MakeFolder("sound", _ => { });
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_models.File("broken")).FullName, "embedding.json"), "{");

        Assert.That(FindByName("acme/model").Path, Is.EqualTo(_models.File("sound")));
    }

    [Test]
    public void A_name_that_no_folder_has_is_answered_with_those_there_are()
    {
        MakeFolder("sound", _ => { });
        MakeFolder("broken", manifest => manifest.Remove("dimension"));

        Assert.That(() => FindByName("acme/other"), ModelFolders.Refused("acme/other", "acme/model", Path.Combine("broken", "embedding.json")));
    }

    [Test]
    public void Two_folders_of_one_name_are_refused()
    {
        MakeFolder("one", _ => { });
        MakeFolder("two", _ => { });

        Assert.That(() => FindByName("acme/model"), ModelFolders.Refused(_models.File("one"), _models.File("two")));
    }

    [Test]
    public void A_missing_models_folder_is_named() =>
        Assert.That(
            () => EmbeddingModelFolder.Find(new EmbeddingOptions { ModelsDirectory = _models.File("none") }), ModelFolders.Refused(_models.File("none")));

    [Test]
    public void A_path_without_a_folder_is_named() => Assert.That(() => ModelFolders.Open(_models.File("none")), ModelFolders.Refused(_models.File("none")));

    [Test]
    public void A_missing_manifest_is_named() => Assert.That(() => ModelFolders.Open(_models.Path), ModelFolders.Refused(_models.File("embedding.json")));

    [TestCase("")]
    [TestCase("{\"name\": ")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    public void A_manifest_that_is_no_manifest_is_named(string content)
    {
        File.WriteAllText(_models.File("embedding.json"), content);

        Assert.That(() => ModelFolders.Open(_models.Path), ModelFolders.Refused(_models.File("embedding.json")));
    }

    [TestCase("name")]
    [TestCase("variant")]
    [TestCase("license")]
    [TestCase("languages")]
    [TestCase("dimension")]
    [TestCase("max_tokens")]
    [TestCase("tokenizer")]
    [TestCase("tokenizer.type")]
    [TestCase("tokenizer.file")]
    [TestCase("tokenizer.cls")]
    [TestCase("tokenizer.sep")]
    [TestCase("tokenizer.pad")]
    [TestCase("tokenizer.unk")]
    [TestCase("tokenizer.lowercase")]
    [TestCase("tokenizer.strip_accents")]
    [TestCase("pooling")]
    [TestCase("normalize")]
    [TestCase("query_prefix")]
    [TestCase("passage_prefix")]
    [TestCase("similarity.zero")]
    [TestCase("similarity.one")]
    [TestCase("files")]
    public void A_missing_field_is_named(string field)
    {
        var path = field.Split('.');
        var folder = MakeFolder("model", manifest => (path.Length == 1 ? manifest : manifest[path[0]]!.AsObject()).Remove(path[^1]));

        Assert.That(() => ModelFolders.Open(folder), ModelFolders.Refused(Path.Combine(folder, "embedding.json"), $"\"{field}\""));
    }

    [TestCase("name", "\" \"")]
    [TestCase("dimension", "\"384\"")]
    [TestCase("dimension", "0")]
    [TestCase("dimension", "384.5")]
    [TestCase("max_tokens", "2")]
    [TestCase("max_tokens", "null")]
    [TestCase("tokenizer", "7")]
    [TestCase("tokenizer.type", "\"bpe\"")]
    [TestCase("tokenizer.cls", "-1")]
    [TestCase("tokenizer.lowercase", "\"yes\"")]
    [TestCase("tokenizer.file", "\"other.txt\"")]
    [TestCase("pooling", "\"cls\"")]
    [TestCase("normalize", "false")]
    [TestCase("query_prefix", "null")]
    [TestCase("languages", "[null]")]
    [TestCase("similarity", "{\"zero\": 0.9, \"one\": 0.9}")]
    [TestCase("files", "{\"vocab.txt\": \"00\", \"model.onnx\": \"00\"}")]
    [TestCase("files", "{\"../vocab.txt\": \"00\"}")]
    [TestCase("files", "{\"vocab.txt\": null, \"model.onnx\": null}")]
    [TestCase("files", "{}")]
    public void A_wrong_value_is_named(string field, string value)
    {
        var path = field.Split('.');
        var folder = MakeFolder("model", manifest => (path.Length == 1 ? manifest : manifest[path[0]]!)[path[^1]] = JsonNode.Parse(value));

        Assert.That(() => ModelFolders.Open(folder), ModelFolders.Refused(Path.Combine(folder, "embedding.json"), path[0]));
    }

    [TestCase("vocab.txt")]
    [TestCase("model.onnx")]
    public void A_missing_file_is_named(string file)
    {
        var folder = MakeFolder("model", _ => { });
        File.Delete(Path.Combine(folder, file));

        Assert.That(() => ModelFolders.Open(folder), ModelFolders.Refused(Path.Combine(folder, file)));
    }

    private EmbeddingModelFolder FindByName(string name) =>
        EmbeddingModelFolder.Find(new EmbeddingOptions { Model = name, ModelsDirectory = _models.Path });

    /// <summary>A folder with the manifest of MiniLM, as acme/model, and empty files.</summary>
    private string MakeFolder(string name, Action<JsonObject> change)
    {
        var folder = Directory.CreateDirectory(_models.File(name)).FullName;
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), "");
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "");
        File.Copy(Path.Combine(ModelFolders.Path(ModelFolders.MiniLm), "embedding.json"), Path.Combine(folder, "embedding.json"));
        ModelFolders.ChangeManifest(folder, manifest => manifest["name"] = "acme/model");
        ModelFolders.ChangeManifest(folder, change);
        return folder;
    }
}
