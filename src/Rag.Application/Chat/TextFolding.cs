using System.Text;

namespace Rag.Application.Chat;

/// <summary>
/// One form for texts that differ in case, accents, hyphens and white space only. By a table and not by Unicode
/// normalization, which does nothing where the process runs without ICU.
/// </summary>
internal static class TextFolding
{
    private const string Accented = "áàâäãåéèêëíìîïóòôöõúùûüñçý";
    private const string Unaccented = "aaaaaaeeeeiiiiooooouuuuncy";

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var needsSpace = false;
        foreach (var character in text)
        {
            var letter = char.ToLowerInvariant(character);
            if (char.IsWhiteSpace(letter) || letter is '-' or '‐' or '‑' or '–' or '—')
            {
                needsSpace = folded.Length > 0;
            }
            else if (letter is not '\u00AD' && !IsMark(letter))
            {
                if (needsSpace)
                {
                    folded.Append(' ');
                    needsSpace = false;
                }

                folded.Append(Plain(letter));
            }
        }

        return folded.ToString();
    }

    /// <summary>An accent that stands alone behind its letter.</summary>
    public static bool IsMark(char character) => character is >= '\u0300' and <= '\u036F';

    /// <summary>A lower-case letter without its accent.</summary>
    public static char Plain(char letter) =>
        letter > '\u007F' && Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var accent ? Unaccented[accent] : letter;
}
