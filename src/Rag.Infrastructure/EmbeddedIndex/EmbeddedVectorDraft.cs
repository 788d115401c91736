using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>A second table in the index's file; the switch renames it in one transaction.</summary>
internal sealed class EmbeddedVectorDraft(EmbeddedVectorIndex index, int dimension) : IVectorIndexDraft
{
    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, dimension);
        await index.OnFileAsync(file => file.Draft.Upsert([.. chunks.Select(StoredVector.Of)]), cancellationToken);
    }

    public Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken) =>
        index.OnFileAsync(file => file.Draft.Delete(document, version), cancellationToken);

    public Task SwitchAsync(CancellationToken cancellationToken) => index.SwitchAsync(cancellationToken);

    public Task DropAsync(CancellationToken cancellationToken) => index.OnFileAsync(file => file.DropDraft(), cancellationToken);
}
