using System.Diagnostics;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Crash;

/// <summary>
/// One storage folder that lives through many kills. In each round some clients work on a document each, the process is killed at
/// a random moment and started again, and what is there then is compared with what was acknowledged.
/// </summary>
internal sealed class CrashCampaign(int seed) : IDisposable
{
    private static readonly TimeSpan ResumedWithin = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _storage = new();
    private readonly Random _random = new(seed);
    private readonly List<NameHistory> _names = [.. Enumerable.Range(1, 3).Select(number => new NameHistory($"doc{number}.pdf", (seed * 10) + number))];
    private RunningApplication? _running;
    private string _token = "";

    public string Storage => _storage.Path;

    public int Acknowledged => _names.Sum(name => name.Acknowledged);

    /// <summary>Rounds in which the kill hit work under way.</summary>
    public int Interrupted { get; private set; }

    public TimeSpan SlowestResumption { get; private set; }

    public async Task RunAsync(int kills)
    {
        _running = await RunningApplication.StartAsync(Storage);
        _token = await _running.LoginAsync();
        for (var kill = 1; kill <= kills; kill++)
        {
            var what = $"seed {seed}, kill {kill}";
            await WorkAndKillAsync();
            var cut = StoredRows.ReadCopy(Storage).Versions.Where(version => version.Status == "processing").ToList();
            Interrupted += cut.Count > 0 ? 1 : 0;

            _running = await RunningApplication.StartAsync(Storage);
            await AssertResumedAsync(cut, what);
            using var admin = _running.Client(_token);
            var check = new CrashCheck(admin, Storage, kill * _names.Count, what);
            foreach (var (name, content) in await check.AssertWholeAsync(_names))
            {
                name.Found(content);
            }

            Assert.That(StoppedReaders.Find(), Is.Empty, $"{what}: processes that read PDFs and never end");
        }

        await _running.StopAsync();
    }

    public void Dispose()
    {
        _running?.Dispose();
        _storage.Dispose();
    }

    private async Task WorkAndKillAsync()
    {
        using var killed = new CancellationTokenSource();
        var clients = _names.Select(_ => _running!.Client(_token)).ToList();
        var work = _names.Zip(clients, (name, client) => name.ActAsync(client, killed.Token)).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 2500)), TimeProvider.System);
        await _running!.KillAsync();
        _running.Dispose();
        await killed.CancelAsync();
        await Task.WhenAll(work);
        clients.ForEach(client => client.Dispose());
    }

    private async Task AssertResumedAsync(List<StoredVersion> cut, string what)
    {
        await Poll.UntilAsync(() => Task.FromResult(!StoredRows.Read(Storage).Versions.Any(now => now.Status == "processing"
            && cut.Any(version => (version.Document, version.Number, version.Owner) == (now.Document, now.Number, now.Owner)))));
        var took = Stopwatch.GetElapsedTime(_running!.AnsweredAt);
        SlowestResumption = took > SlowestResumption && cut.Count > 0 ? took : SlowestResumption;
        Assert.That(took, Is.LessThan(ResumedWithin), $"{what}: cut work was taken up again too late");
    }
}
