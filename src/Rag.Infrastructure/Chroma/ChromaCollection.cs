using System.Globalization;
using System.Text.Json;

namespace Rag.Infrastructure.Chroma;

/// <summary>An open collection: what it was made with decides how its distances read.</summary>
/// <param name="Turn">Each rebuild's is one higher than that of the collection before.</param>
/// <param name="IsDraft">Being built; <paramref name="Turn"/> does not count yet.</param>
internal sealed record ChromaCollection(
    Guid Id, string Name, string Space, string? Model, int Dimension, int MostRecords, int Turn, bool IsDraft)
{
    private const string ModelKey = "embedding_model";
    private const string DimensionKey = "dimension";
    private const string TurnKey = "turn";
    private const string StateKey = "state";
    private const string Draft = "draft";

    // A body of a few megabytes, whatever the server says it takes in records.
    private const int MostFloats = 500_000;

    public static ChromaCollection Of(Collection found, ServerLimits limits)
    {
        var dimension = Number(found, DimensionKey);
        return new ChromaCollection(
            found.Id,
            found.Name,
            found.ConfigurationJson?.Hnsw?.Space ?? "l2",
            Text(found, ModelKey),
            dimension,
            Math.Clamp(Math.Min(limits.MaxBatchSize, MostFloats / Math.Max(1, dimension)), 1, 5_000),
            Number(found, TurnKey),
            Text(found, StateKey) == Draft);
    }

    public static Dictionary<string, object> MetadataOf(string model, int dimension, int turn, bool isDraft) => new()
    {
        [ModelKey] = model,
        [DimensionKey] = dimension,
        [TurnKey] = turn,
        [StateKey] = isDraft ? Draft : "current",
    };

    /// <summary>Between vectors of unit length, whatever the space. The server's l2 is the squared distance.</summary>
    public double ToCosine(float distance) => Space == "l2" ? 1 - (distance / 2.0) : 1 - (double)distance;

    private static int Number(Collection collection, string key) =>
        int.TryParse(Text(collection, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Text(Collection collection, string key) =>
        collection.Metadata is { } metadata && metadata.TryGetValue(key, out var value)
        && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}

/// <summary>The collection was made by something else, such as the backend that this one replaces: nothing of it is touched.</summary>
public sealed class ForeignCollectionException(string collection) : InvalidOperationException(
    $"The Chroma collection \"{collection}\" does not say which embedding model its vectors come from: this service did not make it, and leaves it "
    + "as it is. Name another one with CHROMA_COLLECTION and fill it with POST /api/v1/rag/rebuild, or delete it at the Chroma server.");
