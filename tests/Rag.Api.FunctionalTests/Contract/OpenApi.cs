using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>The served OpenAPI document, by operations named like <c>POST /api/v1/auth/login</c>.</summary>
internal sealed class OpenApi
{
    private readonly JsonObject _document;

    private OpenApi(JsonObject document)
    {
        _document = document;
        Operations = (
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value)).ToDictionary(pair => pair.Name, pair => pair.Value!);
    }

    public IReadOnlyDictionary<string, JsonNode> Operations { get; }

    public static async Task<OpenApi> OfAsync(RagApplication application)
    {
        using var client = application.Client();
        return new OpenApi((await client.GetFromJsonAsync<JsonObject>("/swagger/v1/swagger.json"))!);
    }

    /// <summary>The schema of an operation's JSON body; null without one.</summary>
    public JsonObject? BodyOf(string operation) =>
        Operations[operation]["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Resolve(schema) : null;

    public JsonObject Resolve(JsonNode schema) => (string?)schema["$ref"] is { } reference
        ? Resolve(_document["components"]!["schemas"]![reference.Split('/')[^1]]!)
        : schema.AsObject();

    public IEnumerable<(string Name, string Place)> ParametersOf(string operation) =>
        (Operations[operation]["parameters"]?.AsArray() ?? []).Select(parameter => ((string)parameter!["name"]!, (string)parameter["in"]!));
}
