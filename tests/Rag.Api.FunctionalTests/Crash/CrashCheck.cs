using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Crash;

/// <summary>Looks for what was lost and for what is there twice, over the API and in the stores.</summary>
/// <param name="unanswered">Uploads so far that may have stored a file and were never answered.</param>
internal sealed class CrashCheck(HttpClient admin, string storage, int unanswered, string what)
{
    /// <returns>What each name stands for now.</returns>
    public async Task<IReadOnlyList<(NameHistory Name, CrashContent? Content)>> AssertWholeAsync(IReadOnlyList<NameHistory> names)
    {
        var documents = await SettledAsync();
        Assert.That(documents.Select(document => (string?)document["filename"]), Is.Unique.And.SubsetOf(names.Select(name => name.FileName)), what);
        var found = new List<(NameHistory, CrashContent?)>();
        foreach (var name in names)
        {
            var document = documents.SingleOrDefault(document => (string?)document["filename"] == name.FileName);
            var content = name.Possible.FirstOrDefault(possible => possible?.Hash == (string?)document?["content_hash"]);
            Assert.That(content is not null || (document is null && name.Possible.Contains(null)),
                $"{what}: {name.FileName} was acknowledged otherwise; found {document?.ToJsonString()}");
            if (document is not null)
            {
                await AssertWholeAsync(document, content!);
            }

            found.Add((name, content));
        }

        AssertNoOrphans();

        return found;
    }

    /// <summary>
    /// Whatever is stored belongs to a version, or is noted to be cleaned up. Of files one more a name and kill may be there: stored,
    /// and its upload never acknowledged; the reconciler takes it after a day.
    /// </summary>
    private void AssertNoOrphans()
    {
        var rows = StoredRows.Read(storage);
        var known = rows.Versions.Concat(rows.Remains).Select(version => (version.Document, version.Number)).ToHashSet();
        Assert.That(rows.Chunks.Concat(rows.Pages).Where(row => !known.Contains((row.Document, row.Version))), Is.Empty, $"{what}: chunks or pages of no version");
        var files = rows.Files.Except(rows.Versions.Concat(rows.Remains).Select(version => version.FileKey)).ToList();
        Assert.That(files, Has.Count.LessThanOrEqualTo(unanswered), $"{what}: files of no version");
    }

    private async Task<List<JsonObject>> SettledAsync()
    {
        List<JsonObject> documents = [];
        await Poll.UntilAsync(async () =>
        {
            documents = [.. (await admin.GetFromJsonAsync<JsonObject>("/api/v1/pdfs"))!["pdfs"]!.AsArray().Select(document => document!.AsObject())];
            return documents.All(document => IsSettled((string?)document["status"]) && (document["pending"] is null || IsSettled((string?)document["pending"]!["status"])));
        });
        foreach (var document in documents)
        {
            Assert.That(((string?)document["status"], document["pending"]?.ToJsonString()), Is.EqualTo(("ready", (string?)null)), $"{what}: {document.ToJsonString()}");
        }

        return documents;
    }

    private async Task AssertWholeAsync(JsonObject document, CrashContent content)
    {
        var (id, version, name) = ((string)document["document_id"]!, (int)document["version"]!, $"{what}: {document["filename"]}");
        var rows = StoredRows.Read(storage);
        var stored = rows.Versions.Where(row => row.Document == id).ToList();
        Assert.That(stored.Select(row => row.Number), Is.EqualTo(new[] { version }), $"{name}: one version");
        Assert.That(rows.Files, Does.Contain(stored[0].FileKey), $"{name}: its file");
        var download = await admin.GetByteArrayAsync($"/api/v1/pdfs/download/{document["filename"]}");
        Assert.That(download.SequenceEqual(content.Bytes), $"{name}: the bytes of its file");

        var chunks = (int)document["chunks"]!;
        Assert.That(rows.Chunks.Single(row => (row.Document, row.Version) == (id, version)), Is.EqualTo(new StoredCount(id, version, chunks, chunks - 1)), $"{name}: chunks");
        var pages = (int)document["pages"]!;
        Assert.That(rows.Pages.Single(row => (row.Document, row.Version) == (id, version)), Is.EqualTo(new StoredCount(id, version, pages, pages)), $"{name}: pages");
        await AssertFoundOnceAsync(id, content, chunks, name);
    }

    private async Task AssertFoundOnceAsync(string id, CrashContent content, int chunks, string name)
    {
        var response = await admin.PostAsJsonAsync(
            "/api/v1/rag/retrieve-debug", new { query = content.Marker, k = 50, filter_criteria = new { document_id = id }, include_context = false });
        var items = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        Assert.That(items.Select(item => (int)item["chunk_index"]!), Is.EquivalentTo(Enumerable.Range(0, chunks)), $"{name}: every chunk is found once");
        foreach (var item in items)
        {
            Assert.That(((double?)item["dense_score"], (double?)item["lexical_score"]), Is.Not.EqualTo(((double?)null, (double?)null)), name);
            Assert.That((double?)item["dense_score"], Is.Not.Null, $"{name}: a vector is missing");
            Assert.That((double?)item["lexical_score"], Is.Positive, $"{name}: the full text misses a chunk");
            Assert.That((string?)item["text"], Does.Contain(content.Marker), $"{name}: text of another version");
        }
    }

    private static bool IsSettled(string? status) => status is "ready" or "failed";
}
