using Rag.Domain.Passages;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>By document, version and index as numbers: chunk 2 comes before chunk 10.</summary>
internal static class ChunkIdOrder
{
    public static int Compare(in ChunkId left, in ChunkId right)
    {
        var byDocument = left.Document.Value.CompareTo(right.Document.Value);
        if (byDocument != 0)
        {
            return byDocument;
        }

        var byVersion = left.Version.CompareTo(right.Version);
        return byVersion != 0 ? byVersion : left.Index.CompareTo(right.Index);
    }
}
