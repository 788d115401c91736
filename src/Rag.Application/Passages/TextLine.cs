using System.Buffers;

namespace Rag.Application.Passages;

/// <summary>A line and what its look says about it.</summary>
/// <param name="IsItem">Begins with a bullet or the number of a list item.</param>
/// <param name="IsRow">Columns or mostly figures: a row of a table.</param>
/// <param name="IsField">Begins with a name and a colon, as in "Edad: 34".</param>
internal readonly record struct TextLine(
    TextSpan Span, int FirstWordLength, bool IsItem, bool IsRow, bool IsField, bool EndsWithFigure)
{
    private const int LongestFieldName = 30;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("ivxIVX");

    public static TextLine Read(string text, TextSpan span)
    {
        var line = text.AsSpan(span.Start, span.Length);
        var firstSpace = IndexOfSpace(line);
        var firstWord = firstSpace < 0 ? line : line[..firstSpace];
        return new TextLine(
            span,
            firstWord.Length,
            IsItem: firstSpace > 0 && IsItemMark(firstWord, line[firstSpace..].TrimStart()),
            IsRow: HasColumns(line) || IsMostlyFigures(line),
            IsField: StartsWithFieldName(line),
            EndsWithFigure: HasDigit(line[(LastIndexOfSpace(line) + 1)..]) || line[^1] is '€' or '$' or '%');
    }

    private static bool IsItemMark(ReadOnlySpan<char> word, ReadOnlySpan<char> rest)
    {
        if (word.Length == 1)
        {
            return word[0] is '-' or '–' or '—' or '•' or '*' or '·' or '▪' or '■' or '◦' or '○' or '●' or '►'
                or '➢' or '➤' or '✓' or '✔' or '→' or '\uf0b7' or '□';
        }

        // 1. 12) a) (b) iv. 2.1; but not "J." of a name, nor "3.14 metros".
        var body = word.TrimStart('(').TrimEnd(".)");
        var isMarked = word[^1] is '.' or ')';
        if (body.Length is 0 or > 8)
        {
            return false;
        }

        if (char.IsAsciiDigit(body[0]) && body.IndexOfAnyExcept(NumberCharacters) < 0)
        {
            return isMarked || (body.Contains('.') && char.IsUpper(rest[0]));
        }

        var isLetter = body.Length == 1 && char.IsAsciiLetter(body[0]) && (word[^1] == ')' || char.IsAsciiLetterLower(body[0]));
        return isMarked && (isLetter || (body.Length > 1 && body.IndexOfAnyExcept(RomanDigits) < 0));
    }

    /// <summary>A tab, a bar, or a gap of several spaces behind a word; two spaces behind a full stop are a typist's habit.</summary>
    private static bool HasColumns(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAny('\t', '|') >= 0)
        {
            return true;
        }

        var gap = line.IndexOf("  ");
        return gap > 0 && (char.IsLetterOrDigit(line[gap - 1]) || line[gap..].StartsWith("   "));
    }

    private static bool IsMostlyFigures(ReadOnlySpan<char> line)
    {
        var (words, figures) = (0, 0);
        while (line.Length > 0)
        {
            var space = IndexOfSpace(line);
            var word = space < 0 ? line : line[..space];
            words += word.Length > 0 ? 1 : 0;
            figures += HasDigit(word) ? 1 : 0;
            line = space < 0 ? [] : line[(space + 1)..];
        }

        return figures >= 2 && 2 * figures >= words;
    }

    private static bool StartsWithFieldName(ReadOnlySpan<char> line)
    {
        var colon = line[..Math.Min(line.Length, LongestFieldName)].IndexOf(':');
        return colon > 0 && colon + 1 < line.Length && char.IsWhiteSpace(line[colon + 1]) && char.IsUpper(line[0]);
    }

    private static bool HasDigit(ReadOnlySpan<char> word) => word.IndexOfAnyInRange('0', '9') >= 0;

    private static int IndexOfSpace(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int LastIndexOfSpace(ReadOnlySpan<char> line)
    {
        for (var i = line.Length - 1; i >= 0; i--)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
