using Microsoft.Extensions.Time.Testing;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>What is embedded is not embedded again, unless it was cut in another way.</summary>
public sealed class CheckpointTests
{
    private const int BatchSize = 4;

    private static readonly string[] Pages =
        [.. Enumerable.Range(1, 14).Select(page => $"La página {page} trata del tema número {page}: el código K-{page:D4} vale {page * 7} euros.")];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(A.Time);

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_crash_between_two_batches_costs_at_most_one_batch_twice()
    {
        var embedder = new TextEmbedder();
        await CrashInBatchAsync(embedder, batch: 3);

        await using var second = new CorpusUnderTest(_folder.Path, _time, embedder);
        await second.SettleAsync();

        var document = await second.FindAsync("manual.pdf");
        Assert.That(document!.Visible?.Chunks, Is.EqualTo(Pages.Length));
        Assert.That(embedder.Passages, Has.Count.LessThanOrEqualTo(Pages.Length + BatchSize));
        Assert.That((await second.Get<IVectorIndex>().DescribeAsync(default)).Count, Is.EqualTo(Pages.Length));
    }

    [Test]
    public async Task What_was_cut_with_other_settings_goes_whole()
    {
        var embedder = new TextEmbedder();
        await CrashInBatchAsync(embedder, batch: 3);

        await using var second = new CorpusUnderTest(_folder.Path, _time, embedder, configure: services =>
            services.PostConfigure<ChunkingOptions>(chunking => (chunking.Size, chunking.MinLength) = (60, 10)));
        await second.SettleAsync();

        var visible = (await second.FindAsync("manual.pdf"))!.Visible!;
        var chunks = await second.Get<IPassageRepository>().ListChunksAsync((await second.FindAsync("manual.pdf"))!.Id, visible.Number, default);
        var vectors = await second.Get<IVectorIndex>().FindVectorsAsync([.. chunks.Select(chunk => chunk.Id)], default);
        Assert.That(chunks, Has.Count.EqualTo(visible.Chunks).And.Count.GreaterThan(Pages.Length));
        Assert.That(chunks.Select(chunk => vectors[chunk.Id].ToArray()),
            Is.EqualTo(chunks.Select(chunk => TextEmbedder.VectorOf(chunk.IndexedText, embedder.Name, embedder.Dimension))));
    }

    private async Task CrashInBatchAsync(TextEmbedder embedder, int batch)
    {
        await using var first = new CorpusUnderTest(_folder.Path, _time, embedder);
        await first.UploadAsync("manual.pdf", Pages);
        var job = await first.Get<IIngestionQueue>().ClaimAsync(TimeSpan.FromSeconds(15), default);
        var batches = 0;
        embedder.BeforePassages = _ => ++batches == batch ? throw new InjectedFaultException("embedding") : Task.CompletedTask;
        Assert.That(() => first.SendAsync(new IndexDocument(job!, new IngestionProgress())), Throws.TypeOf<InjectedFaultException>());
        embedder.BeforePassages = null;
        _time.Advance(TimeSpan.FromSeconds(20));
    }
}
