using Rag.Application.Retrieval;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Chroma;

/// <summary>Writes chunks into a collection, the index's or a draft's.</summary>
internal static class ChromaRecords
{
    public static async Task UpsertAsync(
        this ChromaClient client, ChromaCollection collection, IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        // The last of two vectors for one chunk counts; the server takes both and does not say which it keeps.
        var distinct = chunks.Reverse().DistinctBy(chunk => chunk.Chunk.Id).Reverse();
        foreach (var batch in distinct.Chunk(collection.MostRecords))
        {
            await client.UpsertAsync(collection.Id, ToRecords(batch), cancellationToken);
        }
    }

    public static async Task DeleteAsync(
        this ChromaClient client, ChromaCollection collection, DocumentId document, int? version, CancellationToken cancellationToken)
    {
        var where = Where(document, version);
        while (true)
        {
            // By ids and in batches: of a condition that meets thousands the server makes a statement that its database refuses.
            var found = await client.FetchAsync(collection.Id, new Fetch(null, where, collection.MostRecords, []), cancellationToken);
            if (found.Ids is not { Count: > 0 } ids)
            {
                return;
            }

            await client.DeleteAsync(collection.Id, new Deletion(ids), cancellationToken);
        }
    }

    public static Dictionary<string, object> Where(DocumentId document, int? version)
    {
        var ofDocument = new Dictionary<string, object> { ["document_id"] = document.ToString() };
        return version is { } number
            ? new Dictionary<string, object> { ["$and"] = new[] { ofDocument, new Dictionary<string, object> { ["version"] = number } } }
            : ofDocument;
    }

    private static Records ToRecords(EmbeddedChunk[] chunks) => new(
        [.. chunks.Select(embedded => embedded.Chunk.Id.ToString())],
        [.. chunks.Select(embedded => embedded.Vector)],
        [.. chunks.Select(embedded => new ChunkMetadata(
            embedded.FileName, embedded.Chunk.Page, embedded.Chunk.Id.Document.ToString(), embedded.Chunk.Id.Version, embedded.Chunk.Id.Index,
            embedded.Chunk.ContentHash, embedded.Chunk.Words, embedded.Chunk.Text.Length))]);
}
