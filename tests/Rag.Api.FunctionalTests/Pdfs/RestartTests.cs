using System.Net;
using Rag.Api.FunctionalTests.Crash;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>What was acknowledged goes on at the next start, whatever ended the last one.</summary>
public sealed class RestartTests
{
    private readonly TemporaryFolder _storage = new();

    [TearDown]
    public void RemoveStorage() => _storage.Dispose();

    [Test]
    public async Task Work_that_was_cut_by_a_kill_is_finished_after_the_next_start()
    {
        using (var first = await RunningApplication.StartAsync(_storage.Path))
        {
            using var admin = await first.SignedInAsync();
            var pages = Enumerable.Range(1, 40).Select(page => $"La página {page} trata del tema número {page}: el código K-{page:D4} vale {page * 7} euros.");
            var upload = await admin.UploadAsync("grande.pdf", SamplePdf.WithPages([.. pages]));
            Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        }

        using var second = await RunningApplication.StartAsync(_storage.Path);
        using var client = await second.SignedInAsync();
        var document = await client.UntilSettledAsync("grande.pdf");

        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        Assert.That((int?)document["pages"], Is.EqualTo(40));
        var status = await client.RagStatusAsync();
        Assert.That((long?)status["vector_store"]!["count"], Is.EqualTo((long?)status["total_chunks"]));
    }
}
