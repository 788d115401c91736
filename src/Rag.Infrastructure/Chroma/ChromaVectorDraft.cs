using Rag.Application;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.Chroma;

/// <summary>The collection that is being built. A server that loses it meanwhile fails the rebuild; the old one goes on.</summary>
internal sealed class ChromaVectorDraft(
    ChromaVectorIndex index, ChromaClient client, ChromaCollections collections, ChromaCollection draft) : IVectorIndexDraft
{
    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, draft.Dimension);
        await OnDraftAsync(() => client.UpsertAsync(draft, chunks, cancellationToken));
    }

    public Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken) =>
        OnDraftAsync(() => client.DeleteAsync(draft, document, version, cancellationToken));

    public async Task SwitchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OnDraftAsync(() => collections.MakeCurrentAsync(draft, cancellationToken));
        }
        finally
        {
            // Whether it went well or not: which one is the index now is asked anew.
            index.Forget();
        }

        // Not before: a server of 1.0 may lose the log of what it has not compacted together with a collection.
        await index.DropOldAsync(draft, cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken)
    {
        index.Forget();
        return collections.DropAsync(draft, cancellationToken);
    }

    private static async Task OnDraftAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ChromaCollectionGoneException fault)
        {
            throw new StoreUnavailableException("The Chroma collection that was being built is gone.", fault);
        }
    }
}
