using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Domain.Documents;

namespace Rag.Infrastructure;

/// <summary>Lists and small records that are never searched are kept as JSON in one column or field.</summary>
internal static class StoredJson
{
    // By reflection: the source generator sets a property that the stored text lacks to null instead of leaving its default,
    // so a field added later would be null in every old row.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new DocumentIdConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"The database has no {typeof(T).Name} where one must be.");

    private sealed class DocumentIdConverter : JsonConverter<DocumentId>
    {
        public override DocumentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, DocumentId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
