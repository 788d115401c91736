using System.Text.Json.Nodes;
using Rag.Testing;
using YamlDotNet.Serialization;

namespace Rag.Api.FunctionalTests.Deployment;

internal static class Yaml
{
    /// <summary>A file of the checkout as JSON, every scalar a text.</summary>
    public static JsonObject Read(string file)
    {
        var content = new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(RepositoryFiles.Find(file)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(content))!.AsObject();
    }
}
