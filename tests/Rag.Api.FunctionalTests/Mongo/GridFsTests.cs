using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Mongo;

/// <summary>PDFS_STORAGE=mongodb.</summary>
public sealed class GridFsTests
{
    [Test]
    public async Task A_document_is_read_answered_from_shown_in_parts_and_removed_without_a_file_on_the_disk()
    {
        await using var application = new RagApplication().WithRealModel().OnMongo().With("PDFS_STORAGE", "mongodb");
        using var admin = await application.SignedInAsync();
        var pdf = SamplePdf.Manual();

        (await admin.UploadAsync("Manual.pdf", pdf)).EnsureSuccessStatusCode();
        await application.SettledAsync();
        Assert.That((await application.AskAsync("¿Cuál es el plazo de devolución?")).Text(), Does.Contain("30 días"));
        Assert.That(Directory.Exists(Path.Combine(application.StorageFolder, "documents")), Is.False);

        var whole = await admin.GetAsync("/api/v1/pdfs/download/Manual.pdf");
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(pdf));
        using var part = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pdfs/view/Manual.pdf") { Headers = { Range = new RangeHeaderValue(100, 199) } };
        var shown = await admin.SendAsync(part);
        Assert.That((shown.StatusCode, shown.Content.Headers.ContentRange!.ToString()), Is.EqualTo((HttpStatusCode.PartialContent, $"bytes 100-199/{pdf.Length}")));
        Assert.That(await shown.Content.ReadAsByteArrayAsync(), Is.EqualTo(pdf[100..200]));

        await AssertConsistentAsync(admin);
        (await admin.DeleteAsync("/api/v1/pdfs/Manual.pdf")).EnsureSuccessStatusCode();
        await application.SettledAsync();
        await AssertConsistentAsync(admin);
        await application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task A_file_that_the_database_lost_is_missing_and_one_without_a_record_is_an_orphan()
    {
        await using var application = new RagApplication().WithRealModel().OnMongo().With("PDFS_STORAGE", "mongodb");
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("Manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();

        var files = application.Database().GetCollection<BsonDocument>("pdfs.files");
        var record = await files.Find(new BsonDocument()).SingleAsync();
        await files.DeleteOneAsync(new BsonDocument("_id", record["_id"]));
        record["_id"] = record["filename"] = "0190a5d1c967774bbcceb302099a8057.pdf";
        record["uploadDate"] = A.Time.AddDays(-2).UtcDateTime;
        await files.InsertOneAsync(record);

        var report = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/consistency"))!;
        Assert.That(report["missing"]!.AsArray().Select(finding => (string?)finding!["code"]), Is.EqualTo(new[] { "missing_file" }));
        Assert.That(report["orphans"]!.AsArray().Select(finding => (string?)finding!["code"]), Is.EqualTo(new[] { "orphan_file" }));

        (await admin.PostAsync("/api/v1/rag/consistency/repair", null)).EnsureSuccessStatusCode();
        Assert.That(await files.CountDocumentsAsync(new BsonDocument()), Is.Zero);
    }

    private static async Task AssertConsistentAsync(HttpClient admin)
    {
        var report = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/consistency"))!;
        Assert.That(report["missing"]!.AsArray().Concat(report["orphans"]!.AsArray()), Is.Empty);
    }
}
