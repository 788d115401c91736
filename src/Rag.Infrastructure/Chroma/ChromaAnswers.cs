using Rag.Application;
using Rag.Application.Retrieval;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Chroma;

/// <summary>Reads what a server answers. What makes no sense is a fault of the server: it must not pass for "nothing found".</summary>
internal static class ChromaAnswers
{
    /// <summary>Best first, equal ones by id.</summary>
    public static List<VectorHit> ToHits(QueryAnswer answer, ChromaCollection collection)
    {
        if (answer is not { Ids: [{ } ids], Distances: [{ } distances] } || ids.Count != distances.Count)
        {
            throw NotUnderstood("a query");
        }

        var hits = ids.Zip(distances, (id, distance) => distance is { } number && float.IsFinite(number) && ChunkId.TryParse(id, out var chunk)
            ? new VectorHit(chunk, collection.ToCosine(number))
            : throw NotUnderstood("a query")).ToList();
        hits.Sort((left, right) =>
            right.Cosine.CompareTo(left.Cosine) is not 0 and var byCosine ? byCosine : ChunkIdOrder.Compare(left.Id, right.Id));
        return hits;
    }

    public static void AddVectors(FetchAnswer answer, int dimension, Dictionary<ChunkId, ReadOnlyMemory<float>> found)
    {
        if (answer is not { Ids: { } ids, Embeddings: { } embeddings } || ids.Count != embeddings.Count)
        {
            throw NotUnderstood("a get");
        }

        foreach (var (id, vector) in ids.Zip(embeddings))
        {
            found[ChunkId.TryParse(id, out var chunk) && vector.Length == dimension ? chunk : throw NotUnderstood("a get")] = vector;
        }
    }

    public static IEnumerable<ChunkId> ToIds(FetchAnswer answer) => (answer.Ids ?? throw NotUnderstood("a get"))
        .Select(id => ChunkId.TryParse(id, out var chunk) ? chunk : throw NotUnderstood("a get"));

    private static StoreUnavailableException NotUnderstood(string call) =>
        new("The Chroma server cannot be used at the moment.", new InvalidDataException($"The answer to {call} makes no sense."));
}
