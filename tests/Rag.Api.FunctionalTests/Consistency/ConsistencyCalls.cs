using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Consistency;

internal static class ConsistencyCalls
{
    public const string Question = "¿Cuánto cuesta el envío a Canarias?";

    public static readonly byte[] Rates = SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días.");

    public static async Task<JsonObject> CheckAsync(this HttpClient admin) =>
        (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/consistency"))!;

    /// <summary>Once the run at the start is over.</summary>
    public static async Task<JsonObject> RepairAsync(this HttpClient admin)
    {
        HttpResponseMessage? response = null;
        await Poll.UntilAsync(async () =>
            (response = await admin.PostAsync("/api/v1/rag/consistency/repair", content: null)).StatusCode != HttpStatusCode.Conflict);
        return (await response!.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public static List<string> Kinds(this JsonObject answer, string list) => [.. answer[list]!.AsArray().Select(entry => (string)entry!["kind"]!)];

    public static string PdfFolder(this RagApplication application) => Path.Combine(application.StorageFolder, "documents", "pdfs");

    public static T Port<T>(this RagApplication application)
        where T : notnull => application.Services.GetRequiredService<T>();

    /// <summary>A document that answers and was indexed 11 minutes ago.</summary>
    public static async Task<Document> AddRatesAsync(this RagApplication application, HttpClient admin)
    {
        await admin.UploadAsync("tarifas.pdf", Rates);
        await application.SettledAsync();
        application.Time.Advance(TimeSpan.FromMinutes(11));
        return (await application.Port<IDocumentRepository>().ListAsync(default)).Single();
    }

    /// <summary>Chunks and a page under an id that no document has.</summary>
    public static async Task<DocumentId> LeaveOrphanAsync(this RagApplication application, TimeSpan age)
    {
        var id = new DocumentId(Guid.CreateVersion7(application.Time.GetUtcNow() - age));
        await application.Port<IPassageRepository>().SaveChunksAsync([A.Chunk(id)], default);
        await application.Port<IPassageRepository>().SavePagesAsync(id, 1, [A.Page()], default);
        return id;
    }

    public static string LeaveFile(this RagApplication application, TimeSpan age)
    {
        var path = Path.Combine(application.PdfFolder(), $"{Guid.CreateVersion7():N}.pdf");
        File.WriteAllBytes(path, Rates);
        File.SetLastWriteTimeUtc(path, (application.Time.GetUtcNow() - age).UtcDateTime);
        return path;
    }

    /// <summary>Of a document that the application found by itself.</summary>
    public static async Task<JsonObject> UntilSettledHereAsync(this HttpClient admin, RagApplication application, string fileName)
    {
        await Poll.UntilAsync(async () => (await admin.GetAsync($"/api/v1/pdfs/status/{Uri.EscapeDataString(fileName)}")).IsSuccessStatusCode);
        await application.SettledAsync();
        return await admin.StatusAsync(fileName);
    }
}
