using System.Text;
using System.Text.Json;

namespace Rag.Infrastructure.IntegrationTests.Chroma;

/// <summary>Looks at the server past the adapter.</summary>
internal static class RawCalls
{
    public static async Task<JsonElement> GetFromJsonElementAsync(this HttpClient http, string path) =>
        JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(path));

    public static async Task<JsonElement> PostForJsonElementAsync(this HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }
}
