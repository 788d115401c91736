using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rag.Infrastructure.Chroma;

// What goes over the wire of API v2, no more of it than is used here.
internal sealed record NewCollection(string Name, bool GetOrCreate, IReadOnlyDictionary<string, object> Metadata, CollectionConfiguration Configuration);

/// <summary>All of the metadata: what is not named is removed.</summary>
internal sealed record CollectionChange(IReadOnlyDictionary<string, object> NewMetadata);

internal sealed record CollectionConfiguration(HnswConfiguration? Hnsw);

internal sealed record HnswConfiguration(string? Space, int? EfConstruction = null, int? EfSearch = null, int? MaxNeighbors = null);

internal sealed record Collection(Guid Id, string Name, IReadOnlyDictionary<string, JsonElement>? Metadata, CollectionConfiguration? ConfigurationJson);

internal sealed record ServerLimits(int MaxBatchSize);

internal sealed record Records(
    IReadOnlyList<string> Ids, IReadOnlyList<ReadOnlyMemory<float>> Embeddings, IReadOnlyList<ChunkMetadata> Metadatas);

/// <summary>Under the names that the contract gives them.</summary>
internal sealed record ChunkMetadata(
    string Source, int Page, string DocumentId, int Version, int ChunkIndex, string ContentHash, int WordCount, int CharCount);

internal sealed record Query(
    IReadOnlyList<ReadOnlyMemory<float>> QueryEmbeddings, int NResults, IReadOnlyDictionary<string, object>? Where, IReadOnlyList<string> Include);

internal sealed record QueryAnswer(IReadOnlyList<IReadOnlyList<string>>? Ids, IReadOnlyList<IReadOnlyList<float?>>? Distances);

internal sealed record Fetch(
    IReadOnlyList<string>? Ids, IReadOnlyDictionary<string, object>? Where, int? Limit, IReadOnlyList<string> Include, int? Offset = null);

internal sealed record FetchAnswer(IReadOnlyList<string>? Ids, IReadOnlyList<float[]>? Embeddings);

internal sealed record Deletion(IReadOnlyList<string> Ids);

internal static class ChromaJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
