using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Infrastructure.Pdf;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>2,000 hostile files with the limits of production. RAG_HOSTILE_SEED makes other ones.</summary>
[NonParallelizable]
public sealed class HostileSetTests
{
    private const long MostMegabytes = 600;

    /// <summary>Beside the limit itself: what a busy machine may take until it looks at the clock and has killed the process.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("RAG_HOSTILE_SEED"), out var seed) ? seed : 2026;

    private static readonly string[] Known =
    [
        PdfErrors.Encrypted().Code, PdfErrors.Damaged().Code, PdfErrors.NoText().Code, PdfErrors.TooComplex().Code, PdfErrors.TimedOut().Code,
        PdfErrors.TooManyPages(0).Code,
    ];

    [Test]
    public Task A_sample_of_them_ends_with_a_reason_within_time_and_memory() => ReadAsync(HostileSet.Sample(Seed, count: 24));

    [Test]
    [Category("Long")]
    public Task All_of_them_end_with_a_reason_within_time_and_memory()
    {
        Assume.That(Environment.GetEnvironmentVariable("RAG_LONG"), Is.EqualTo("1"), "Only ./test.sh long reads all of them.");
        return ReadAsync(HostileSet.All(Seed));
    }

    [Test]
    public Task A_thousand_pages_of_two_thousand_characters_stay_within_time_and_memory_too() =>
        ReadAsync([new("1,000 pages", () => SamplePdf.WithPages([.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("El plazo es de treinta días. ", 70)), 1000)]))]);

    [Test]
    public void The_set_is_the_same_for_the_same_seed_and_has_two_thousand_names()
    {
        var (first, second) = (HostileSet.All(Seed), HostileSet.All(Seed));

        Assert.That(first.Select(file => file.Name).Distinct().Count(), Is.EqualTo(HostileSet.Count));
        Assert.That(first[^1].Make(), Is.EqualTo(second[^1].Make()));
    }

    private static async Task ReadAsync(IReadOnlyList<HostileFile> files)
    {
        var findings = new ConcurrentBag<string>();
        var outcomes = new ConcurrentDictionary<string, int>();
        var costs = new ConcurrentBag<ReadingCost>();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (file, stop) =>
        {
            var log = new CostLog();
            using var extractor = new PdfPigTextExtractor(Options.Create(new PdfOptions()), TimeProvider.System, log);
            try
            {
                var result = await extractor.ExtractAsync(new MemoryStream(file.Make()), new Progress<PageRead>(), stop);
                var outcome = result.Error?.Code ?? "read";
                outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
                costs.Add(log.Cost with { Name = file.Name });
                Judge(file.Name, outcome, result.IsSuccess ? result.Value : null, log.Cost, findings);
                if (costs.Count % 100 == 0)
                {
                    await TestContext.Progress.WriteLineAsync($"{costs.Count} of {files.Count} read, {findings.Count} findings {findings.FirstOrDefault()}");
                }
            }
            catch (Exception e) when (e is not AssertionException)
            {
                findings.Add($"{file.Name}: {e.GetType().Name}: {e.Message}");
            }
        });

        TestContext.Out.WriteLine($"seed {Seed}: {string.Join(", ", outcomes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}");
        TestContext.Out.WriteLine($"longest {costs.MaxBy(cost => cost.Milliseconds)}, largest {costs.MaxBy(cost => cost.Megabytes)}");
        Assert.That(findings, Is.Empty);
    }

    private static void Judge(string name, string outcome, PdfText? text, ReadingCost cost, ConcurrentBag<string> findings)
    {
        if (text is null ? !Known.Contains(outcome) : !text.Pages.Any(page => page.Lines.Any(line => line.Text.Any(char.IsLetterOrDigit))))
        {
            findings.Add($"{name}: {outcome} is no outcome");
        }

        if (cost.Milliseconds > (new PdfOptions().TimeFor(text?.Pages.Count ?? 0) + Grace).TotalMilliseconds || cost.Megabytes > MostMegabytes)
        {
            findings.Add($"{name}: {cost}");
        }
    }

    private sealed record ReadingCost(string Name, long Milliseconds, long Megabytes);

    /// <summary>What the extractor says it took.</summary>
    private sealed class CostLog : ILogger<PdfPigTextExtractor>
    {
        public ReadingCost Cost { get; private set; } = new("", 0, 0);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is IReadOnlyList<KeyValuePair<string, object?>> values && values.Any(value => value.Key == "Milliseconds"))
            {
                Cost = new ReadingCost("", (long)values.Single(value => value.Key == "Milliseconds").Value!, (long)values.Single(value => value.Key == "Megabytes").Value!);
            }
        }
    }
}
