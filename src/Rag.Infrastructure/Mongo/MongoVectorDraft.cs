using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.Mongo;

/// <summary>Another generation beside the index's; the switch is one write, and every instance makes its copy again from there.</summary>
internal sealed class MongoVectorDraft(MongoVectorIndex index, MongoDatabase database, VectorGeneration draft) : IVectorIndexDraft
{
    public Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, draft.Stamp.Dimension);
        return database.RunAsync(
            (mongo, limited) => VectorRecords.WriteAsync(mongo, draft, [.. chunks.Select(StoredVector.Of)], limited), cancellationToken);
    }

    public Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken) =>
        database.RunAsync((mongo, limited) => VectorRecords.DeleteAsync(mongo, draft, document, version, limited), cancellationToken);

    public async Task SwitchAsync(CancellationToken cancellationToken)
    {
        if (!await database.RunAsync((mongo, limited) => VectorGenerations.SwitchAsync(mongo, draft, limited), cancellationToken))
        {
            throw new InvalidOperationException("Another instance has begun a rebuild since; this one's vectors are gone.");
        }

        await index.CatchUpAsync(cancellationToken);
        await index.DropOldAsync(cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            await VectorGenerations.DropDraftAsync(mongo, draft, limited);
            await VectorRecords.DeleteGenerationsAsync(mongo, draft.Id, limited);
        },
        cancellationToken);
}
