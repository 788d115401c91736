using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Rag.Api.Bot;

/// <summary>A revision of the configuration as an entity tag (RFC 9110, 8.8.3), and back.</summary>
internal static class ConfigTags
{
    public static string ToTag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>
    /// The revisions that If-Match names; null where it is absent or takes any. A tag that is not ours matches none, and so does a
    /// weak one: If-Match compares strongly.
    /// </summary>
    public static IReadOnlySet<long>? Expected(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        var tags = EntityTagHeaderValue.TryParseList([.. request.Headers.IfMatch.OfType<string>()], out var parsed) ? parsed : [];
        return tags.Contains(EntityTagHeaderValue.Any) ? null : RevisionsOf(tags);
    }

    private static HashSet<long> RevisionsOf(IEnumerable<EntityTagHeaderValue> tags) =>
    [
        .. tags.Where(tag => !tag.IsWeak)
            .Select(tag => long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : -1),
    ];
}
