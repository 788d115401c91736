using System.Text.Json;

namespace Rag.Api.Configuration;

/// <summary>Several values, written as a JSON array of texts or separated by commas; normalized to the JSON array.</summary>
/// <param name="Item">What each of them is.</param>
/// <param name="Items">Their name, in the plural and with what they may be.</param>
internal sealed record ListSetting(SettingKind Item, string Items) : SettingKind($"{Items}, as a JSON array or separated by commas")
{
    public override string? Normalize(string value)
    {
        var items = Split(value)?.Select(item => item.Trim()).Where(item => item.Length > 0).Select(Item.Normalize).Distinct().ToList();
        return items is null || items.Contains(null) ? null
            : items.Count == 0 ? ""
            : JsonSerializer.Serialize(items, ApiJson.Options);
    }

    public override IEnumerable<KeyValuePair<string, string?>> Bind(string key, string value) =>
        Read(value).Select((item, index) => KeyValuePair.Create($"{key}:{index}", (string?)item));

    /// <summary>The values of a list that is in force; none when it is not set.</summary>
    public static IReadOnlyList<string> Read(string? normalized) =>
        normalized is null ? [] : JsonSerializer.Deserialize<string[]>(normalized, ApiJson.Options)!;

    private static string[]? Split(string value)
    {
        if (!value.StartsWith('['))
        {
            return value.Split(',');
        }

        try
        {
            var items = JsonSerializer.Deserialize<string[]>(value, ApiJson.Options)!;
            return Array.Exists(items, item => item is null) ? null : items;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
