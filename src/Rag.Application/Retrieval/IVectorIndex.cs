using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <summary>A chunk with its embedding of unit length.</summary>
public sealed record EmbeddedChunk(Chunk Chunk, string FileName, ReadOnlyMemory<float> Vector);

public readonly record struct VectorHit(ChunkId Id, double Cosine);

/// <param name="Provider">embedded or chroma.</param>
/// <param name="Location">Path or URL.</param>
/// <param name="SizeBytes">On disk, where known.</param>
public sealed record VectorIndexDescription(
    string Provider, string Location, bool Exists, string Collection, long Count, int Dimension, string? Model, long? SizeBytes);

/// <summary>
/// The embeddings of all chunks, a projection of the passages. It may hold versions that are not visible; who searches asks
/// the passages which hits count.
/// </summary>
public interface IVectorIndex
{
    /// <summary>Adds or overwrites, durably.</summary>
    /// <exception cref="InvalidOperationException">A vector has another dimension than the index.</exception>
    Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken);

    /// <summary>Removes one version, or all of a document where <paramref name="version"/> is null.</summary>
    Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken);

    /// <summary>The nearest chunks by exact or approximate cosine, best first, equal ones by id.</summary>
    /// <param name="query">Unit length.</param>
    /// <param name="onlyIn">Restricts the search to one document.</param>
    Task<IReadOnlyList<VectorHit>> SearchAsync(
        ReadOnlyMemory<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken);

    /// <summary>The stored vectors of those of these chunks that are known.</summary>
    Task<IReadOnlyDictionary<ChunkId, ReadOnlyMemory<float>>> FindVectorsAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken);

    /// <summary>How many vectors are stored of each version, and the highest index of their chunks; of whatever model they are.</summary>
    Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken);

    Task<VectorIndexDescription> DescribeAsync(CancellationToken cancellationToken);
}
