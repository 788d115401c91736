using Rag.Application.Passages;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Chroma;

/// <summary>Counts a collection's vectors by version. The server cannot group, so all ids come over the wire, a batch at a time.</summary>
internal static class ChromaCensus
{
    private const int Attempts = 3;

    // Batches are told apart by their place: while others delete, a place can be passed over. A count that was disturbed each time is
    // taken as it is; what it calls missing is merely written once more.
    public static async Task<IReadOnlyList<StoredParts>> TakeAsync(
        ChromaClient client, ChromaCollection collection, CancellationToken cancellationToken)
    {
        if (collection.Model is null)
        {
            // Somebody else's: none of its ids is one of ours.
            return [];
        }

        for (var attempt = 1; ; attempt++)
        {
            var before = await client.CountAsync(collection.Id, cancellationToken);
            var parts = await ReadAsync(client, collection, cancellationToken);
            var after = await client.CountAsync(collection.Id, cancellationToken);
            if (attempt == Attempts || (before == after && parts.Sum(part => part.Count) == after))
            {
                return parts;
            }
        }
    }

    private static async Task<IReadOnlyList<StoredParts>> ReadAsync(
        ChromaClient client, ChromaCollection collection, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<(DocumentId, int), StoredParts>();
        for (var offset = 0; ; offset += collection.MostRecords)
        {
            var fetch = new Fetch(Ids: null, Where: null, collection.MostRecords, [], offset);
            var ids = ChromaAnswers.ToIds(await client.FetchAsync(collection.Id, fetch, cancellationToken)).ToList();
            foreach (var id in ids)
            {
                parts[(id.Document, id.Version)] = parts.TryGetValue((id.Document, id.Version), out var known)
                    ? known with { Count = known.Count + 1, Last = Math.Max(known.Last, id.Index) }
                    : new StoredParts(id.Document, id.Version, 1, id.Index);
            }

            if (ids.Count < collection.MostRecords)
            {
                return [.. parts.Values];
            }
        }
    }
}
