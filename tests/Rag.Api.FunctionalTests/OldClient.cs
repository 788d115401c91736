using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests;

/// <summary>
/// What a browser with a front end of the old backend sends: a preflight ahead of every request, the header
/// <c>Access-Control-Allow-Origin</c> that it mistakenly puts on its own requests, JSON without a charset.
/// </summary>
internal sealed class OldClient(HttpClient client) : IDisposable
{
    private const string Origin = "http://localhost:3000";

    public string? Token { get; set; }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<HttpResponseMessage> SendJsonAsync(HttpMethod method, string path, object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(method, path, content);
    }

    public async Task<JsonObject> ReadAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>As <c>FormData</c> sends a file: its name raw in UTF-8.</summary>
    public Task<HttpResponseMessage> UploadAsync(string fileName, byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{fileName}\"");
        var form = new MultipartFormDataContent("----WebKitFormBoundaryAb12") { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        form.Add(file);
        return SendAsync(HttpMethod.Post, "pdfs/upload", form);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        await PreflightAsync(method, path);
        using var request = Request(method, path);
        request.Content = content;
        request.Headers.Add("Access-Control-Allow-Origin", "*");
        request.Headers.Authorization = Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        var response = await client.SendAsync(request);
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Origin }), $"{method} {path}");
        return response;
    }

    public void Dispose() => client.Dispose();

    private async Task PreflightAsync(HttpMethod method, string path)
    {
        using var preflight = Request(HttpMethod.Options, path);
        preflight.Headers.Add("Access-Control-Request-Method", method.Method);
        preflight.Headers.Add("Access-Control-Request-Headers", "access-control-allow-origin,authorization,content-type");
        using var response = await client.SendAsync(preflight);
        Assert.That(response.IsSuccessStatusCode, $"preflight of {method} {path}");
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Origin }));
        Assert.That(string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")).ToLowerInvariant(), Does.Contain("access-control-allow-origin"));
        Assert.That(string.Join(',', response.Headers.GetValues("Access-Control-Allow-Methods")), Does.Contain(method.Method));
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        request.Headers.Add("Origin", Origin);
        return request;
    }
}
