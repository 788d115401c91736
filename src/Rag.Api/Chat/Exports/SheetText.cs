using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rag.Api.Chat.Exports;

/// <summary>
/// Text for a cell: XML escapes, and for what XML cannot say those of ECMA-376 (22.9.2.19, ST_Xstring), <c>_x0008_</c>, which
/// spreadsheets turn back into the character.
/// </summary>
internal static class SheetText
{
    /// <summary>In UTF-16 units; a file with a longer cell does not open in Excel.</summary>
    private const int LongestCell = 32_767;

    private static readonly SearchValues<char> ToLookAt = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Except(['\t', '\n']).Concat(['&', '<', '>', '_', 0xFFFE, 0xFFFF])
            .Concat(Enumerable.Range(0xD800, 0x800)).Select(code => (char)code)]);

    public static StringBuilder AppendCellText(this StringBuilder xml, string text)
    {
        var rest = Cut(text, out var isCut);
        while (rest.IndexOfAny(ToLookAt) is >= 0 and var at)
        {
            xml.Append(rest[..at]);
            rest = rest[(at + AppendEscaped(xml, rest[at..]))..];
        }

        xml.Append(rest);
        return isCut ? xml.Append('…') : xml;
    }

    private static ReadOnlySpan<char> Cut(string text, out bool isCut)
    {
        isCut = text.Length > LongestCell;
        if (!isCut)
        {
            return text;
        }

        var length = LongestCell - 1;
        return text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }

    /// <summary>How many units it has dealt with.</summary>
    private static int AppendEscaped(StringBuilder xml, ReadOnlySpan<char> text)
    {
        if (char.IsSurrogate(text[0]))
        {
            // A surrogate that stands alone is no character in any file; the decoder gives U+FFFD for it.
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            xml.Append(rune);
            return length;
        }

        _ = text[0] switch
        {
            '&' => xml.Append("&amp;"),
            '<' => xml.Append("&lt;"),
            '>' => xml.Append("&gt;"),
            // Only what would be read as an escape has to be one itself.
            '_' => xml.Append(LooksLikeEscape(text) ? "_x005F_" : "_"),
            // A carriage return too: reading XML turns it into a line feed.
            var unit => xml.Append(CultureInfo.InvariantCulture, $"_x{(int)unit:X4}_"),
        };
        return 1;
    }

    private static bool LooksLikeEscape(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] is 'x' or 'X' && text[6] == '_' && text[2..6].IndexOfAnyExcept(Hexadecimal) < 0;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
}
