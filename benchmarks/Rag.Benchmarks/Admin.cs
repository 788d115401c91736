using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rag.Benchmarks;

/// <summary>What the measurements do as the application's first admin.</summary>
internal static class Admin
{
    public const string Email = "admin@example.com";
    public const string Password = "Benchmark-2026";

    public static async Task LogInAsync(HttpClient client)
    {
        var login = await client.PostAsJsonAsync("api/v1/auth/login", new { email = Email, password = Password });
        var tokens = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
    }

    public static async Task UploadAsync(HttpClient client, string name, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        using var answer = await client.PostAsync("api/v1/pdfs/upload", form);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task UntilReadyAsync(HttpClient client, string name)
    {
        while (true)
        {
            var document = await client.GetFromJsonAsync<JsonElement>($"api/v1/pdfs/status/{name}");
            switch (document.GetProperty("status").GetString())
            {
                case "ready":
                    return;
                case "failed":
                    throw new InvalidOperationException(document.GetProperty("error").ToString());
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
                    break;
            }
        }
    }
}
