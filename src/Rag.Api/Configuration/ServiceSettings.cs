using System.Globalization;
using System.Text.Json;

namespace Rag.Api.Configuration;

/// <summary>A MongoDB connection string. It names several hosts, so that it is no URL.</summary>
internal sealed record MongoUriSetting() : SettingKind("a connection string that begins with mongodb:// or mongodb+srv:// and names a host")
{
    private static readonly string[] Schemes = ["mongodb://", "mongodb+srv://"];

    public override string? Normalize(string value) => HostsAndRest(value) is { } rest && rest.Split('/', '?')[0].Trim(',').Length > 0 ? value : null;

    /// <summary>The database in the connection string; null when it names none.</summary>
    public static string? DatabaseIn(string uri) =>
        HostsAndRest(uri)?.Split('?')[0].Split('/') is [_, { Length: > 0 } name, ..] ? Uri.UnescapeDataString(name) : null;

    private static string? HostsAndRest(string value)
    {
        var scheme = Array.Find(Schemes, scheme => value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? null : value[(Math.Max(scheme.Length - 1, value.LastIndexOf('@')) + 1)..];
    }
}

/// <summary>Where Redis is: a URI, or the host with options as the driver takes it.</summary>
internal sealed record RedisSetting() : SettingKind("a URI that begins with redis:// or rediss://, or a host and options such as cache:6379,password=…")
{
    public override string? Normalize(string value) =>
        value.Contains("://", StringComparison.Ordinal) ? (IsUri(value) ? value : null)
        : IsHost(value.Split(',')[0]) ? value
        : null;

    private static bool IsUri(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "redis" or "rediss" && uri.Host.Length > 0
        && (uri.AbsolutePath is "" or "/" || int.TryParse(uri.AbsolutePath.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static bool IsHost(string value) =>
        value.Split(':') is [{ Length: > 0 } host, .. var port] && !host.Any(character => char.IsWhiteSpace(character) || character == '=')
        && port.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535);
}

/// <summary>A name in somebody else's system: ASCII letters, digits and some signs.</summary>
internal sealed record NameSetting(int Least, int Most, string Signs)
    : SettingKind($"a name of {Least} to {Most} letters, digits and any of {string.Join(' ', Signs.ToCharArray())}")
{
    public override string? Normalize(string value) =>
        value.Length >= Least && value.Length <= Most && value.All(character => char.IsAsciiLetterOrDigit(character) || Signs.Contains(character, StringComparison.Ordinal))
            ? value
            : null;
}

/// <summary>What models cost.</summary>
internal sealed record PricesSetting() : SettingKind("""JSON such as {"gpt-4o-mini": {"prompt": 0.15, "completion": 0.6}}, in USD per million tokens""")
{
    private sealed record Price(decimal? Prompt, decimal? Completion);

    public override string? Normalize(string value)
    {
        try
        {
            var prices = JsonSerializer.Deserialize<Dictionary<string, Price>>(value, ApiJson.Options);
            return prices is { Count: > 0 } && prices.Values.All(price => price is { Prompt: >= 0, Completion: >= 0 }) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // An entry a model, by number: its name may hold the colon that would end a key.
    public override IEnumerable<KeyValuePair<string, string?>> Bind(string key, string value) =>
        JsonSerializer.Deserialize<Dictionary<string, Price>>(value, ApiJson.Options)!.SelectMany((model, i) => new[]
        {
            KeyValuePair.Create($"{key}:{i}:Model", (string?)model.Key),
            KeyValuePair.Create($"{key}:{i}:Prompt", model.Value.Prompt?.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create($"{key}:{i}:Completion", model.Value.Completion?.ToString(CultureInfo.InvariantCulture)),
        });
}
