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
    string Provider, string Location, bool Exists, string Collection, long Count, int Dimension, string? Model, long? SizeBytes)
{
    /// <summary>Whose vectors a half-built second index is meant for: a rebuild is under way, or was when the process ended. Null for none.</summary>
    public string? DraftModel { get; init; }
}

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

    /// <summary>
    /// Begins an empty second index beside this one, for another model's vectors or for the same one's after a loss; a half-built one
    /// is removed first. Until it is switched to, it is neither searched nor written by the methods above. It is durable
    /// enough to be seen in <see cref="VectorIndexDescription.DraftModel"/> after a restart.
    /// </summary>
    Task<IVectorIndexDraft> BeginDraftAsync(string model, int dimension, CancellationToken cancellationToken);
}

/// <summary>A second index that is being built. One at a time.</summary>
public interface IVectorIndexDraft
{
    /// <summary>As <see cref="IVectorIndex.UpsertAsync"/>.</summary>
    Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken);

    /// <summary>As <see cref="IVectorIndex.DeleteAsync"/>.</summary>
    Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken);

    /// <summary>
    /// The one switch: durably, this is the index now, under its model's name and dimension, and what was before is removed. After a failure
    /// the index is either the old or the new one, whole. The caller keeps questions and writers away meanwhile.
    /// </summary>
    Task SwitchAsync(CancellationToken cancellationToken);

    /// <summary>Removes it. Removing what is gone already is no error.</summary>
    Task DropAsync(CancellationToken cancellationToken);
}
