using System.Globalization;
using System.Text.Json;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Chroma;

/// <summary>An open collection: what it was made with decides how its distances read.</summary>
internal sealed record ChromaCollection(Guid Id, string Name, string Space, string? Model, int Dimension, int MostRecords)
{
    private const string ModelKey = "embedding_model";
    private const string DimensionKey = "dimension";

    // A body of a few megabytes, whatever the server says it takes in records.
    private const int MostFloats = 500_000;

    public static async Task<ChromaCollection> OpenAsync(
        ChromaClient client, string name, string space, IEmbeddingModel model, CancellationToken cancellationToken)
    {
        var limits = await client.GetLimitsAsync(cancellationToken);

        // More neighbours and a wider search than the server's defaults: ranking should be that of an exact scan.
        var wanted = new CollectionConfiguration(new HnswConfiguration(space, EfConstruction: 200, EfSearch: 200, MaxNeighbors: 32));
        var metadata = new Dictionary<string, object> { [ModelKey] = model.Name, [DimensionKey] = model.Dimension };
        var found = await client.GetOrCreateAsync(new NewCollection(name, GetOrCreate: true, metadata, wanted), cancellationToken);
        return new ChromaCollection(
            found.Id,
            found.Name,
            found.ConfigurationJson?.Hnsw?.Space ?? "l2",
            Text(found, ModelKey),
            int.TryParse(Text(found, DimensionKey), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension) ? dimension : 0,
            Math.Clamp(Math.Min(limits.MaxBatchSize, MostFloats / Math.Max(1, model.Dimension)), 1, 5_000));
    }

    /// <summary>Between vectors of unit length, whatever the space. The server's l2 is the squared distance.</summary>
    public double ToCosine(float distance) => Space == "l2" ? 1 - (distance / 2.0) : 1 - (double)distance;

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
