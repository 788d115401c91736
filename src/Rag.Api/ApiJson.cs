using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rag.Api;

/// <summary>How this API writes and reads JSON, on every path: controllers, problems, event streams.</summary>
internal static class ApiJson
{
    public static readonly JsonNamingPolicy Naming = JsonNamingPolicy.SnakeCaseLower;

    /// <summary>For what is written outside of MVC.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>snake_case, nulls written, raw UTF-8 text, times in UTC with Z, enums as snake_case words.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = Naming;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.NumberHandling = JsonNumberHandling.Strict;
        // Not for pasting into HTML, which nothing here does: bodies are application/json.
        options.Encoder = new RawTextEncoder();
        options.Converters.Add(new JsonStringEnumConverter(Naming, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
        return options;
    }

    private sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
