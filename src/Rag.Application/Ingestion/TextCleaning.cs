using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Application.Ingestion;

/// <summary>
/// Cleans the characters of a line. Not by NFKC, which would turn x² into x2, ½ into 1⁄2 and 1ª into 1a: only what stands for the same
/// letters is folded (Latin ligatures and the shapes of Arabic letters), and only what nobody sees is removed.
/// </summary>
internal static partial class TextCleaning
{
    /// <returns>Composed (NFC), with single spaces; a tab between the cells of a row and a soft hyphen at the end are left.</returns>
    public static string Line(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(cleaned, rune);
        }

        var visible = cleaned.ToString().Trim();
        var endsSoft = visible.EndsWith(Hyphens.Soft);
        var result = Leaders().Replace(visible.Replace(Hyphens.Soft.ToString(), "", StringComparison.Ordinal), " ");
        result = Spaces().Replace(result, spaces => spaces.Value.Contains('\t') ? "\t" : " ").Trim().Normalize(NormalizationForm.FormC);
        return endsSoft ? result + Hyphens.Soft : result;
    }

    private static void Append(StringBuilder cleaned, Rune rune)
    {
        if (rune.Value is '\t')
        {
            cleaned.Append('\t');
        }
        else if (rune.Value is >= 0xFB00 and <= 0xFB06)
        {
            cleaned.Append(((ReadOnlySpan<string>)["ff", "fi", "fl", "ffi", "ffl", "st", "st"])[rune.Value - 0xFB00]);
        }
        else if (rune.Value is (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC))
        {
            cleaned.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
        }
        else if (Rune.IsWhiteSpace(rune))
        {
            cleaned.Append(' ');
        }
        else if (rune.Value == Hyphens.Soft || !IsUnseen(rune))
        {
            cleaned.Append(rune.ToString());
        }
    }

    /// <summary>Controls, marks of direction and of zero width, tags, and the mark of an unknown character.</summary>
    private static bool IsUnseen(Rune rune) =>
        rune.Value is 0xFFFD or 0xFEFF or (>= 0xFFF0 and <= 0xFFFB)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    /// <summary>The dots that lead from an entry to its page number in a table of contents.</summary>
    [GeneratedRegex(@"(?:[.·․…]\s?){4,}", RegexOptions.NonBacktracking)]
    private static partial Regex Leaders();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
