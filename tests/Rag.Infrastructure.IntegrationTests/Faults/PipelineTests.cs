using Microsoft.Extensions.Time.Testing;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Reading, embedding and writing run beside each other, and nobody can tell from the outcome.</summary>
public sealed class PipelineTests
{
    private const int BatchSize = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(A.Time);
    private readonly TextEmbedder _embedder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task The_first_batch_is_embedded_while_later_pages_are_read_and_no_text_twice()
    {
        await using var corpus = new CorpusUnderTest(_folder.Path, _time, _embedder);
        AssumeThatOneProcessorIsFree();
        var embedding = Signal();
        _embedder.BeforePassages = _ => Done(embedding);
        corpus.Get<TextPdf>().AfterPage = page => page == 20 ? embedding.Task.WaitAsync(Patience) : Task.CompletedTask;

        await corpus.UploadAsync("manual.pdf", Pages(24));
        await corpus.SettleAsync();

        Assert.That((await corpus.FindAsync("manual.pdf"))!.Visible?.Chunks, Is.EqualTo(24));
        Assert.That(_embedder.Passages, Has.Count.EqualTo(24).And.Unique);
        await AssertWholeAsync(corpus);
    }

    [Test]
    public async Task What_later_pages_make_another_text_of_is_embedded_as_the_whole_document_has_it()
    {
        // From the 17th page on every page has the line at its top that only the first 16 pages' fewest have: it becomes a running header.
        string[] pages = [.. Pages(40).Select((page, i) => i is < 6 or > 15 ? $"Manual de la casa\n{page}" : page)];
        await using var corpus = new CorpusUnderTest(_folder.Path, _time, _embedder);
        AssumeThatOneProcessorIsFree();
        var ahead = Signal();
        var texts = 0;
        _embedder.BeforePassages = batch => (texts += batch.Count) >= BatchSize ? Done(ahead) : Task.CompletedTask;
        corpus.Get<TextPdf>().AfterPage = page => page == 30 ? ahead.Task.WaitAsync(Patience) : Task.CompletedTask;

        await corpus.UploadAsync("manual.pdf", pages);
        await corpus.SettleAsync();

        Assert.That(_embedder.Passages[0], Does.StartWith("Manual de la casa"), "cut from the first pages alone");
        Assert.That((await AssertWholeAsync(corpus)).Select(chunk => chunk.Text), Has.None.Contains("Manual de la casa"));
    }

    [Test]
    public async Task The_next_batch_waits_behind_the_one_that_is_embedded()
    {
        await using var corpus = new CorpusUnderTest(_folder.Path, _time, _embedder);
        var (batches, second) = (0, Signal());
        _embedder.BeforePassages = _ => ++batches == 1 ? second.Task.WaitAsync(Patience) : Done(second);

        await corpus.UploadAsync("manual.pdf", Pages(BatchSize * 3));
        await corpus.SettleAsync();

        Assert.That((await corpus.FindAsync("manual.pdf"))!.Visible?.Chunks, Is.EqualTo(BatchSize * 3));
        Assert.That(batches, Is.EqualTo(3));
    }

    [Test]
    public async Task A_file_that_fails_at_its_last_page_leaves_nothing_of_what_was_embedded_ahead()
    {
        await using var corpus = new CorpusUnderTest(_folder.Path, _time, _embedder);
        AssumeThatOneProcessorIsFree();
        var embedding = Signal();
        _embedder.BeforePassages = _ => Done(embedding);
        corpus.Get<TextPdf>().AfterPage = async page =>
        {
            if (page == 20)
            {
                await embedding.Task.WaitAsync(Patience);
                throw new InjectedFaultException("reading");
            }
        };

        await corpus.UploadAsync("manual.pdf", Pages(24));
        await corpus.SettleAsync();

        var document = (await corpus.FindAsync("manual.pdf"))!;
        Assert.That((document.Visible, document.Pending?.Status, document.Pending?.Failure?.Code),
            Is.EqualTo(((DocumentVersion?)null, DocumentStatus.Failed, DocumentErrors.IngestionFailed().Code)));
        Assert.That((await corpus.Get<IVectorIndex>().DescribeAsync(default)).Count, Is.Zero);
    }

    private static void AssumeThatOneProcessorIsFree() =>
        Assume.That(Environment.ProcessorCount, Is.GreaterThan(1), "nothing is embedded ahead on the processor that reads");

    private static string[] Pages(int count) =>
        [.. Enumerable.Range(1, count).Select(page => $"La página {page} trata del tema número {page}: el código K-{page:D4} vale {page * 7} euros.")];

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Done(TaskCompletionSource signal)
    {
        signal.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<Chunk>> AssertWholeAsync(CorpusUnderTest corpus)
    {
        var document = (await corpus.FindAsync("manual.pdf"))!;
        var chunks = await corpus.Get<IPassageRepository>().ListChunksAsync(document.Id, document.Visible!.Number, default);
        var vectors = await corpus.Get<IVectorIndex>().FindVectorsAsync([.. chunks.Select(chunk => chunk.Id)], default);
        Assert.That(chunks.Select(chunk => vectors[chunk.Id].ToArray()),
            Is.EqualTo(chunks.Select(chunk => TextEmbedder.VectorOf(chunk.IndexedText, _embedder.Name, _embedder.Dimension))));
        return chunks;
    }
}
