using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rag.Testing;

/// <summary>Embeddings without a model: a text's words, by their beginnings, each in the place of its hash. Not of unit length.</summary>
internal static class HashedVectors
{
    public static JsonObject Answer(JsonElement request, int dimension, bool mayPack)
    {
        var input = request.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.String
            ? [input.GetString()!]
            : [.. input.EnumerateArray().Select(text => text.GetString()!)];
        var isPacked = mayPack && request.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        return new JsonObject
        {
            ["object"] = "list",
            ["model"] = request.GetProperty("model").GetString(),
            ["data"] = new JsonArray([.. texts.Select((text, i) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = Written(Of(text, dimension), isPacked),
            })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = texts.Length, ["total_tokens"] = texts.Length },
        };
    }

    private static float[] Of(string text, int dimension)
    {
        var vector = new float[dimension];
        foreach (var word in text.ToLowerInvariant().Split([.. " \n\t.,;:¿?¡!()"], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3))
        {
            // FNV: string.GetHashCode is another in every process.
            var hash = word.Take(6).Aggregate(2166136261u, (sum, letter) => (sum ^ letter) * 16777619u);
            vector[hash % (uint)dimension] += 2;
        }

        vector[0] += 0.5f;
        return vector;
    }

    private static JsonNode Written(float[] vector, bool isPacked) => isPacked
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)))
        : new JsonArray([.. vector.Select(number => JsonValue.Create(number))]);
}
