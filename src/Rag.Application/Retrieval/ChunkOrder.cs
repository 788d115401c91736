using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <summary>The order of ids that breaks ties, so that the same question gives the same order every time.</summary>
internal sealed class ChunkOrder : IComparer<ChunkId>
{
    public static readonly ChunkOrder Instance = new();

    public int Compare(ChunkId x, ChunkId y)
    {
        var byDocument = x.Document.Value.CompareTo(y.Document.Value);
        if (byDocument != 0)
        {
            return byDocument;
        }

        var byVersion = x.Version.CompareTo(y.Version);
        return byVersion != 0 ? byVersion : x.Index.CompareTo(y.Index);
    }
}
