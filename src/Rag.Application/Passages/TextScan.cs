using System.Globalization;

namespace Rag.Application.Passages;

/// <summary>Steps over text that sentence splitting and chunking share.</summary>
internal static class TextScan
{
    /// <summary>
    /// Longer clusters may be cut: what people write stays under 20 units (a family of emoji), and a pile of a thousand
    /// combining marks must not become a chunk of its own.
    /// </summary>
    private const int LongestCluster = 32;

    public static int SkipSpace(string text, int position, int end)
    {
        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    public static int TrimEnd(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>UTF-16 units of the grapheme cluster at a position; at most 32 and never half of a surrogate pair.</summary>
    public static int ClusterLength(string text, int position, int end)
    {
        var length = StringInfo.GetNextTextElementLength(text.AsSpan(position, Math.Min(2 * LongestCluster, end - position)));
        return length <= LongestCluster ? length : WholeCharacters(text, position, LongestCluster);
    }

    /// <summary>The last position up to the limit that does not cut a character; the first one beyond it when there is none.</summary>
    public static int FindCharacterCut(string text, int start, int limit)
    {
        var cut = start;
        while (cut < text.Length)
        {
            var length = ClusterLength(text, cut, text.Length);
            if (cut + length > limit)
            {
                break;
            }

            cut += length;
        }

        return cut > start ? cut : start + WholeCharacters(text, start, limit - start);
    }

    /// <summary>At most <paramref name="length"/> units that do not end inside a surrogate pair; a pair when that is all there is.</summary>
    public static int WholeCharacters(string text, int position, int length)
    {
        var end = position + length;
        var cutsPair = end < text.Length && char.IsHighSurrogate(text[end - 1]) && char.IsLowSurrogate(text[end]);
        return !cutsPair ? length : length > 1 ? length - 1 : 2;
    }
}
