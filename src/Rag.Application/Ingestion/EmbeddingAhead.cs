using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;

namespace Rag.Application.Ingestion;

/// <summary>
/// Embeds the first chunks of a document while its later pages are read, on the processors that the reading leaves. The first pages
/// are cut as if they were all; where a later page makes another text of a chunk (a running header, the level of a heading) that text
/// is embedded with the rest, so the outcome is that of the whole document. At most a batch is ahead: as much as a process
/// that dies may cost, and a bound of the memory. For one document; what still runs ends with it.
/// </summary>
public sealed class EmbeddingAhead(
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    IEmbeddingModel model,
    IndexGate gate,
    IOptions<ChunkingOptions> chunking,
    IOptions<IngestionOptions> ingestion) : IAsyncDisposable
{
    /// <summary>Pages that show the type of the text and its running headers. A shorter file is read before there is anything to gain.</summary>
    internal const int FirstPages = 16;

    private readonly List<PdfPage> _pages = [];
    private readonly Dictionary<string, Embedding<float>> _embedded = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _embedding = Task.CompletedTask;
    private volatile bool _isEnough;

    /// <summary>How many texts are embedded at once, each on a processor of its own. 0 where there is one processor, which reads.</summary>
    internal int Width { get; set; } = Environment.ProcessorCount - 1;

    /// <summary>Takes a page as soon as it is read; begins when there are enough.</summary>
    public void Take(IngestionJob job, PageRead read)
    {
        if (_pages.Count == FirstPages || read.PagesInFile <= FirstPages || !IsWorthIt(job))
        {
            return;
        }

        _pages.Add(read.Page);
        if (_pages.Count == FirstPages)
        {
            _embedding = Task.Run(() => EmbedAsync(job, read.Title));
        }
    }

    /// <summary>Begins no further text.</summary>
    /// <returns>What is embedded, by <see cref="Domain.Passages.Chunk.IndexedText"/>; each tells its model.</returns>
    public async Task<IReadOnlyDictionary<string, Embedding<float>>> EndAsync(CancellationToken cancellationToken)
    {
        _isEnough = true;
        await _embedding.WaitAsync(cancellationToken);
        return _embedded;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _embedding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>
    /// A later attempt finds what the first has embedded in the index. A model elsewhere leaves these processors idle anyway, and is
    /// paid and counted by the call.
    /// </summary>
    private bool IsWorthIt(IngestionJob job) =>
        job.Attempt == 1 && Width > 0 && model.IsLoaded && model.MissingModel is null
        && embedder.GetService<EmbeddingGeneratorMetadata>() is { ProviderUri: null };

    private async Task EmbedAsync(IngestionJob job, string? title)
    {
        var pages = PageTextBuilder.Build(new PdfText(title, _pages));
        var chunks = Chunker.Split(job.Document, job.Version, title, pages, chunking.Value, model.FitsWhole);
        foreach (var texts in chunks.Select(chunk => chunk.IndexedText).Distinct().Take(ingestion.Value.EmbeddingBatchSize).Chunk(Width))
        {
            if (_isEnough)
            {
                return;
            }

            using var inside = await gate.Writers.EnterAsync(_stop.Token);
            var embedded = await embedder.GenerateAsync(texts, RoleEmbeddingOptions.PassageBeforeMore, _stop.Token);
            foreach (var (text, embedding) in texts.Zip(embedded))
            {
                _embedded[text] = embedding;
            }
        }
    }
}
