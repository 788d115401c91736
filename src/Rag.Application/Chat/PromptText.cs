using System.Globalization;
using System.Text;

namespace Rag.Application.Chat;

/// <summary>Texts of others inside a prompt.</summary>
internal static class PromptText
{
    /// <summary>
    /// No text can close its element or open another, and nothing is in it that a reader of the page does not see: characters
    /// of no width and tags can carry orders to a model past everybody's eyes.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = (rune.Value, Rune.GetUnicodeCategory(rune)) switch
            {
                ('&', _) => escaped.Append("&amp;"),
                ('<', _) => escaped.Append("&lt;"),
                ('>', _) => escaped.Append("&gt;"),
                ('"', _) => escaped.Append("&quot;"),
                ('\n', _) => escaped.Append('\n'),
                (_, UnicodeCategory.Control) => escaped.Append(' '),
                (not (0x200C or 0x200D), UnicodeCategory.Format) => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
