using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Bot;

internal static class BotCalls
{
    public const string Config = "/api/v1/bot/config";

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;

    public static async Task<JsonObject> ConfigAsync(this HttpClient admin) => await (await admin.GetAsync(Config)).JsonAsync();

    public static async Task<EntityTagHeaderValue> ConfigTagAsync(this HttpClient admin) => (await admin.GetAsync(Config)).Headers.ETag!;

    /// <summary>Sends the body as it is written, so that a test decides what is absent and what is null.</summary>
    public static async Task<HttpResponseMessage> PutConfigAsync(this HttpClient admin, string json, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Config)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await admin.SendAsync(request);
    }
}
