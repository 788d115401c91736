using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rag.Infrastructure.Onnx.Tokenizers;

namespace Rag.Infrastructure.Onnx;

/// <summary>Reads and checks a manifest. Every fault names the file, the field and what would be right.</summary>
internal static class EmbeddingManifestReader
{
    public const string FileName = "embedding.json";

    private static readonly JsonSerializerOptions Json = MakeOptions();

    public static EmbeddingManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var manifest = Parse(path);
        return Faults(manifest).FirstOrDefault() is { } fault
            ? throw new EmbeddingModelException($"{path}: {fault} Correct the field or copy the model folder again.")
            : manifest;
    }

    public static bool IsOnnx(string name) => name.EndsWith(".onnx", StringComparison.Ordinal);

    private static EmbeddingManifest Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            if (MissingField(document.RootElement, Json.GetTypeInfo(typeof(EmbeddingManifest)), prefix: "") is { } field)
            {
                throw new EmbeddingModelException($"{path} lacks the field \"{field}\". Add it or copy the model folder again.");
            }

            return document.Deserialize<EmbeddingManifest>(Json) ?? throw new JsonException();
        }
        catch (JsonException exception) when (exception.Path is { Length: > 2 } field)
        {
            // Path reads "$.tokenizer.cls".
            throw new EmbeddingModelException(
                $"{path}: the field \"{field[2..]}\" has a value of the wrong type. Correct it or copy the model folder again.", exception);
        }
        catch (JsonException exception)
        {
            throw new EmbeddingModelException($"{path} is not a JSON object. Copy the model folder again.", exception);
        }
        catch (FileNotFoundException exception)
        {
            throw new EmbeddingModelException($"{path} is missing. Copy the model folder again, whole.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddingModelException($"{path} cannot be read. Check that it is there and that this user may read it.", exception);
        }
    }

    /// <summary>The first required field that is missing or null. The serializer would name the C# type instead.</summary>
    private static string? MissingField(JsonElement json, JsonTypeInfo type, string prefix)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null; // A wrong type, which the serializer finds.
        }

        foreach (var property in type.Properties)
        {
            var present = json.TryGetProperty(property.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            if (!present && property.IsRequired)
            {
                return prefix + property.Name;
            }

            var nested = Json.GetTypeInfo(property.PropertyType);
            if (present && nested.Kind == JsonTypeInfoKind.Object && MissingField(value, nested, $"{prefix}{property.Name}.") is { } field)
            {
                return field;
            }
        }

        return null;
    }

    private static IEnumerable<string> Faults(EmbeddingManifest manifest)
    {
        var tokenizer = manifest.Tokenizer;
        var checks = new (bool Fault, string Sentence)[]
        {
            (string.IsNullOrWhiteSpace(manifest.Name), "the field \"name\" is empty."),
            (manifest.Languages.Any(string.IsNullOrWhiteSpace), "\"languages\" holds an empty name."),
            (manifest.Dimension < 1, "\"dimension\" must be 1 or more."),
            (manifest.MaxTokens < 3, "\"max_tokens\" must be 3 or more, the two special pieces counted."),
            (!TokenizerTypes.All.Contains(tokenizer.Type),
                $"\"tokenizer.type\" is \"{tokenizer.Type}\", known are {string.Join(" and ", TokenizerTypes.All)}."),
            (tokenizer.Type == TokenizerTypes.WordPiece && (tokenizer.Lowercase is null || tokenizer.StripAccents is null),
                "a wordpiece tokenizer needs the fields \"tokenizer.lowercase\" and \"tokenizer.strip_accents\"."),
            (int.Min(int.Min(tokenizer.Cls, tokenizer.Sep), int.Min(tokenizer.Pad, tokenizer.Unk)) < 0,
                "the ids in \"tokenizer\" must be 0 or more."),
            (manifest.Pooling != "mean", $"\"pooling\" is \"{manifest.Pooling}\", known is mean."),
            (!manifest.Normalize, "\"normalize\" must be true: the index compares vectors of length one."),
            (manifest.Similarity is { } scale && !(scale.Zero < scale.One), "\"similarity.zero\" must be less than \"similarity.one\"."),
            (manifest.Files.Keys.Any(name => !IsPlainName(name)), "\"files\" must hold plain file names of the folder itself."),
            (manifest.Files.Values.Any(hash => !IsSha256(hash)), "\"files\" must give the SHA-256 of each file as 64 hexadecimal digits."),
            (manifest.Files.Keys.Count(IsOnnx) != 1, "\"files\" must hold exactly one name that ends in .onnx."),
            (!manifest.Files.ContainsKey(tokenizer.File), $"\"files\" lacks \"{tokenizer.File}\", which \"tokenizer.file\" names."),
        };
        return checks.Where(check => check.Fault).Select(check => check.Sentence);
    }

    private static bool IsPlainName(string name) => name.Length > 0 && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', ':');

    // The serializer does not look for nulls inside a collection.
    private static bool IsSha256(string? hash) => hash?.Length == 64 && hash.All(char.IsAsciiHexDigit);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
