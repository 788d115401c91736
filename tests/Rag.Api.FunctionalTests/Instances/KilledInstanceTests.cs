using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Crash;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Instances;

/// <summary>Two processes, each in the middle of a document of its own.</summary>
[TestFixture(BackendKind.Mongo)]
[TestFixture(BackendKind.All)]
[NonParallelizable]
public sealed class KilledInstanceTests : IDisposable
{
    private readonly BackendKind _backend;
    private readonly TemporaryFolder _one = new();
    private readonly TemporaryFolder _other = new();

    public KilledInstanceTests(object backend) => _backend = (BackendKind)backend;

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Test]
    public async Task The_other_finishes_what_a_killed_one_had_begun()
    {
        var settings = Backend.Settings(_backend, _one.Path).Append(("MAX_CONCURRENT_TASKS", "1")).Append(("PDFS_STORAGE", "mongodb")).ToArray();
        using var one = await RunningApplication.StartAsync(_one.Path, settings);
        using var other = await RunningApplication.StartAsync(_other.Path, settings);
        using var admin = await other.SignedInAsync();
        string[] names = ["uno.pdf", "dos.pdf"];
        foreach (var name in names)
        {
            var pages = Enumerable.Range(1, 120).Select(page => string.Concat(Enumerable.Repeat($"La página {page} de {name} trata del tema número {page} y de nada más. ", 20)));
            (await admin.UploadAsync(name, SamplePdf.WithPages([.. pages]))).EnsureSuccessStatusCode();
        }

        // One document each: an instance takes one at a time.
        await Poll.UntilAsync(async () => (await StatusesAsync()).All(status => status == "processing"));
        await one.KillAsync();

        await Poll.UntilAsync(async () => (await StatusesAsync()).All(status => status == "ready"));
        var report = await admin.GetAsync("/api/v1/rag/consistency");
        var found = JsonNode.Parse(await report.Content.ReadAsStringAsync())!;
        Assert.That(found["missing"]!.AsArray().Concat(found["orphans"]!.AsArray()).Select(finding => finding!.ToJsonString()), Is.Empty);
        var status = await admin.RagStatusAsync();
        Assert.That((long?)status["vector_store"]!["count"], Is.EqualTo((long?)status["total_chunks"]).And.GreaterThan(200));

        async Task<string?[]> StatusesAsync() => await Task.WhenAll(names.Select(async name => (string?)(await admin.StatusAsync(name))["status"]));
    }
}
