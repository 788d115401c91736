using System.Buffers;

namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>One spelling for a figure, whichever country wrote it: 1.234,56 and 1,234.56 and 1234,56 are 1234.56.</summary>
internal static class Figures
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> DigitsAndSeparators = SearchValues.Create("0123456789.,");

    /// <summary>
    /// The figure with a point for decimals and nothing for thousands; null when the digits are something else: a date, a version,
    /// a list. "1.234" can be either and counts as thousands, on both sides alike.
    /// </summary>
    /// <param name="text">Digits and separators, as it stands between two words.</param>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOfAny('.', ',');
        if (last <= 0 || text.ContainsAnyExcept(DigitsAndSeparators))
        {
            return null;
        }

        var separator = text[last];
        if (text[..last].Contains(separator))
        {
            return IsGrouped(text, separator) ? Without(text, separator) : null;
        }

        var whole = text[..last];
        var grouping = separator == '.' ? ',' : '.';
        if (!whole.Contains(grouping))
        {
            return IsGrouped(text, separator) ? Without(text, separator) : $"{whole}.{text[(last + 1)..]}";
        }

        return IsGrouped(whole, grouping) ? $"{Without(whole, grouping)}.{text[(last + 1)..]}" : null;
    }

    // 1.234.567: groups of three after a first one of one to three that is no lone zero.
    private static bool IsGrouped(ReadOnlySpan<char> text, char separator)
    {
        var first = true;
        foreach (var range in text.Split(separator))
        {
            var group = text[range];
            if (first ? group.Length is 0 or > 3 || group[0] == '0' : group.Length != 3 || group.ContainsAnyExcept(Digits))
            {
                return false;
            }

            first = false;
        }

        return true;
    }

    private static string Without(ReadOnlySpan<char> text, char separator) =>
        text.ToString().Replace(separator.ToString(), "", StringComparison.Ordinal);
}
