using System.Text;

namespace Rag.Application.Chat;

/// <summary>
/// One form for texts that differ in case, accents, hyphens and white space only. By a table and not by Unicode
/// normalization, which does nothing where the process runs without ICU.
/// </summary>
internal static class TextFolding
{
    private const string Accented = "áàâäãåéèêëíìîïóòôöõúùûüñçý";
    private const string Plain = "aaaaaaeeeeiiiiooooouuuuncy";

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
            else if (letter is not ('\u00AD' or (>= '\u0300' and <= '\u036F')))
            {
                if (needsSpace)
                {
                    folded.Append(' ');
                    needsSpace = false;
                }

                var accent = Accented.IndexOf(letter, StringComparison.Ordinal);
                folded.Append(accent < 0 ? letter : Plain[accent]);
            }
        }

        return folded.ToString();
    }
}
