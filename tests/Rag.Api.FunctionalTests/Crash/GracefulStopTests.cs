using System.Diagnostics;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Crash;

[Platform(Exclude = "Win", Reason = "Windows has no SIGTERM.")]
public sealed class GracefulStopTests
{
    private readonly TemporaryFolder _storage = new();

    [TearDown]
    public void RemoveStorage() => _storage.Dispose();

    [Test]
    public async Task A_stop_that_was_asked_for_hands_the_work_back_and_the_next_start_takes_it_at_once()
    {
        using (var first = await RunningApplication.StartAsync(_storage.Path))
        {
            using var admin = await first.SignedInAsync();
            var pages = Enumerable.Range(1, 300).Select(page => string.Concat(Enumerable.Repeat($"La página {page} trata del tema número {page} y de nada más. ", 20)));
            (await admin.UploadAsync("grande.pdf", SamplePdf.WithPages([.. pages]))).EnsureSuccessStatusCode();
            await Poll.UntilAsync(async () => (string?)(await admin.StatusAsync("grande.pdf"))["status"] == "processing");

            Assert.That(await first.StopAsync(), Is.Zero);
        }

        var handedBack = StoredRows.Read(_storage.Path).Versions.Single();
        Assert.That((handedBack.Status, handedBack.Owner, handedBack.Attempt), Is.EqualTo(("queued", (string?)null, 0)));

        using var second = await RunningApplication.StartAsync(_storage.Path);
        await Poll.UntilAsync(() => Task.FromResult(StoredRows.Read(_storage.Path).Versions.Single().Status != "queued"));

        // Far less than a lease, which would have to run out otherwise.
        Assert.That(Stopwatch.GetElapsedTime(second.AnsweredAt), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(StoredRows.Read(_storage.Path).Versions.Single().Attempt, Is.EqualTo(1));
    }
}
