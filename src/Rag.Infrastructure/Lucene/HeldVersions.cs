using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Rag.Application.Passages;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Lucene;

/// <summary>How much of each version the index holds, read from the column of the ids alone.</summary>
internal static class HeldVersions
{
    public static IReadOnlyList<StoredParts> Count(IndexReader reader)
    {
        var held = new Dictionary<(DocumentId Document, int Version), (long Count, long Last)>();
        var bytes = new BytesRef();
        foreach (var leaf in reader.Leaves)
        {
            // Deleted documents keep their values until a merge.
            var (alive, order) = (leaf.AtomicReader.LiveDocs, leaf.AtomicReader.GetSortedDocValues(ChunkFields.Order));
            for (var document = 0; order is not null && document < leaf.AtomicReader.MaxDoc; document++)
            {
                if (alive is null || alive.Get(document))
                {
                    order.Get(document, bytes);
                    var id = ChunkFields.ReadId(bytes);
                    ref var parts = ref CollectionsMarshal.GetValueRefOrAddDefault(held, (id.Document, id.Version), out var isKnown);
                    parts = (parts.Count + 1, isKnown ? Math.Max(parts.Last, id.Index) : id.Index);
                }
            }
        }

        return [.. held.Select(version => new StoredParts(version.Key.Document, version.Key.Version, version.Value.Count, version.Value.Last))];
    }
}
