using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Passages;

/// <summary>One step in the life of the corpus, in the order in which it was stored.</summary>
/// <param name="Sequence">Grows with every change; no two changes share one.</param>
public abstract record PassageChange(long Sequence)
{
    public sealed record Added(long Sequence, Chunk Chunk) : PassageChange(Sequence);

    public sealed record Removed(long Sequence, DocumentId Document, int Version) : PassageChange(Sequence);
}

/// <summary>
/// Pages and chunks: the truth that the vector index and the full text are projections of. Chunks of a version can be there
/// before the version is visible; only <see cref="FindVisibleAsync"/> decides what an answer may stand on.
/// </summary>
public interface IPassageRepository
{
    Task SavePagesAsync(DocumentId document, int version, IReadOnlyList<ExtractedPage> pages, CancellationToken cancellationToken);

    /// <summary>Stores chunks under the next sequence numbers; a chunk with a known id is overwritten.</summary>
    Task SaveChunksAsync(IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken);

    Task<ExtractedPage?> FindPageAsync(DocumentId document, int version, int page, CancellationToken cancellationToken);

    Task<IReadOnlyList<ExtractedPage>> ListPagesAsync(DocumentId document, int version, CancellationToken cancellationToken);

    /// <summary>The stored chunks of a version, visible or not, in reading order.</summary>
    Task<IReadOnlyList<Chunk>> ListChunksAsync(DocumentId document, int version, CancellationToken cancellationToken);

    /// <summary>What is known about each page of a version, in the order of the pages, without their texts.</summary>
    async Task<IReadOnlyList<PageFacts>> ListFactsAsync(DocumentId document, int version, CancellationToken cancellationToken) =>
        [.. (await ListPagesAsync(document, version, cancellationToken)).Select(page => page.Facts)];

    /// <summary>Of these chunks those that belong to the visible version of a document, from one consistent view, in no order.</summary>
    Task<IReadOnlyList<Passage>> FindVisibleAsync(IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>All changes after a sequence number, oldest first. A removed version's chunks are not among the added ones.</summary>
    IAsyncEnumerable<PassageChange> ReadChangesAsync(long after, CancellationToken cancellationToken);

    /// <summary>The highest sequence number given; 0 for an empty store.</summary>
    Task<long> LastSequenceAsync(CancellationToken cancellationToken);

    /// <summary>Chunks of visible versions.</summary>
    Task<long> CountVisibleAsync(CancellationToken cancellationToken);

    /// <summary>Chunks of a version in the order of their index, at most <paramref name="count"/> beyond <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Chunk>> ListChunksAsync(DocumentId document, int version, int after, int count, CancellationToken cancellationToken);

    /// <summary>How many chunks are stored of each version, and the highest index.</summary>
    Task<IReadOnlyList<StoredParts>> ListStoredChunksAsync(CancellationToken cancellationToken);

    /// <summary>How many pages are stored of each version, and the highest number less 1.</summary>
    Task<IReadOnlyList<StoredParts>> ListStoredPagesAsync(CancellationToken cancellationToken);

    /// <summary>Removes pages and chunks of a version and records that as a change.</summary>
    Task DeleteVersionAsync(DocumentId document, int version, CancellationToken cancellationToken);
}
