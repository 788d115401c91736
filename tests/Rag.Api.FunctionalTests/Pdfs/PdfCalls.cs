using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Pdfs;

internal static class PdfCalls
{
    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient admin, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");

        // As browsers send it: raw UTF-8 in quotes. .NET's own way would encode it as RFC 2047.
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{fileName}\"");
        form.Add(part);
        return await admin.PostAsync("/api/v1/pdfs/upload", form);
    }

    public static async Task<JsonObject> StatusAsync(this HttpClient admin, string fileName)
    {
        var response = await admin.GetAsync($"/api/v1/pdfs/status/{Uri.EscapeDataString(fileName)}");
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>For an application in another process.</summary>
    public static async Task<JsonObject> UntilSettledAsync(this HttpClient admin, string fileName)
    {
        JsonObject document = null!;
        await Poll.UntilAsync(async () =>
        {
            document = await admin.StatusAsync(fileName);
            return (string?)document["status"] is "ready" or "failed";
        });
        return document;
    }

    public static async Task<JsonObject> RagStatusAsync(this HttpClient admin) =>
        (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/rag-status"))!;

    /// <summary>Asserts that no chunk, vector or file is left.</summary>
    public static async Task AssertNothingIsLeftAsync(this RagApplication application, HttpClient admin, int files = 0)
    {
        var status = await admin.RagStatusAsync();
        Assert.That((long)status["total_chunks"]!, Is.Zero, "chunks");
        Assert.That((long)status["vector_store"]!["count"]!, Is.Zero, "vectors");
        Assert.That(await application.CountFilesAsync(), Is.EqualTo(files), "files");
    }

    /// <summary>Stored PDFs, wherever they are, half ones too.</summary>
    public static async Task<int> CountFilesAsync(this RagApplication application)
    {
        var folder = Path.Combine(application.StorageFolder, "documents", "pdfs");
        var onDisk = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;
        return onDisk + await application.CountFilesInDatabaseAsync();
    }
}
