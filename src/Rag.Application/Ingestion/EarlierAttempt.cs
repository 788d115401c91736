using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>
/// What an attempt that was cut left of a version. Cutting the same pages with the same settings gives the same chunks under the same
/// ids, so what is stored is kept and only the rest is done; what was cut otherwise would mix with the new chunks, so all of it goes.
/// </summary>
public sealed class EarlierAttempt(IPassageRepository passages, IVectorIndex vectors, VersionCleaner cleaner)
{
    /// <returns>Which of these chunks are stored as they are, and which of those are embedded too.</returns>
    public async Task<WrittenChunks> FindAsync(IngestionJob job, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        if (job.Attempt == 1)
        {
            return WrittenChunks.None;
        }

        var stored = await passages.ListChunksAsync(job.Document, job.Version, cancellationToken);
        if (!stored.All(chunk => chunk.Id.Index < chunks.Count && IsSame(chunk, chunks[chunk.Id.Index])))
        {
            stored = [];
        }

        if (stored.Count == 0)
        {
            // Vectors may be there without a chunk: a removal that was cut takes the chunks first.
            await cleaner.RemoveIndexedAsync(job.Document, job.Version, cancellationToken);
            return WrittenChunks.None;
        }

        var ids = stored.Select(chunk => chunk.Id).ToHashSet();
        var embedded = await vectors.FindVectorsAsync(ids, cancellationToken);
        return new WrittenChunks(ids, embedded.Keys.ToHashSet());
    }

    private static bool IsSame(Chunk stored, Chunk chunk) =>
        stored with { OtherPages = chunk.OtherPages } == chunk && stored.OtherPages.SequenceEqual(chunk.OtherPages);
}

/// <summary>What need not be written again.</summary>
public sealed record WrittenChunks(IReadOnlySet<ChunkId> Stored, IReadOnlySet<ChunkId> Embedded)
{
    public static readonly WrittenChunks None = new(new HashSet<ChunkId>(), new HashSet<ChunkId>());
}
