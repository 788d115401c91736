using System.Globalization;
using Lucene.Net.Analysis.Miscellaneous;

namespace Rag.Infrastructure.Lucene.Analysis;

/// <summary>
/// Lower case without accents, ligatures taken apart, invisible characters left out. String.Normalize would do half of it and does
/// nothing under invariant globalization.
/// </summary>
internal static class Folding
{
    private const int LongestFold = 4;

    public static string Fold(ReadOnlySpan<char> text)
    {
        Span<char> plain = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i]))
            {
                return FoldUnicode(text);
            }

            plain[i] = char.ToLowerInvariant(text[i]);
        }

        return new string(plain);
    }

    /// <summary>Marks on the letter before, and characters without width: a word goes on through them.</summary>
    public static bool IsInvisible(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static string FoldUnicode(ReadOnlySpan<char> text)
    {
        var visible = new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (!IsInvisible(character))
            {
                visible[length++] = character switch
                {
                    'º' => 'o',
                    'ª' => 'a',
                    '’' => '\'',
                    '‐' or '‑' or '–' => '-',
                    _ => char.ToLowerInvariant(character),
                };
            }
        }

        var folded = new char[length * LongestFold];
        var foldedLength = ASCIIFoldingFilter.FoldToASCII(visible, 0, folded, 0, length);

        // Once more: the table turns some letters that have no small form into capitals.
        return new string(folded, 0, foldedLength).ToLowerInvariant();
    }
}
