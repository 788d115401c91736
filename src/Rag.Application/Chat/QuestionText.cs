using System.Globalization;
using System.Text;

namespace Rag.Application.Chat;

/// <summary>What is left of an input when everything that nobody can see is taken away.</summary>
internal static class QuestionText
{
    /// <summary>
    /// Counted in Unicode scalar values, as the old backend counted: an emoji is one or a few, whatever its encoding.
    /// </summary>
    public const int Longest = 2000;

    /// <summary>
    /// Control characters become spaces, invisible ones (zero-width, tags, direction marks) go, the ends are trimmed. The joiner
    /// stays, because emojis and some scripts are made with it.
    /// </summary>
    public static string Clean(string input)
    {
        var text = new StringBuilder(input.Length);
        var isVisible = false;
        foreach (var rune in input.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.Control)
            {
                text.Append(rune.Value == '\n' ? '\n' : ' ');
            }
            else if (category != UnicodeCategory.Format || IsJoiner(rune))
            {
                isVisible |= !IsJoiner(rune) && !Rune.IsWhiteSpace(rune) && category != UnicodeCategory.NonSpacingMark;
                text.Append(rune.ToString());
            }
        }

        return isVisible ? text.ToString().Trim() : "";
    }

    public static int Length(string text) => text.EnumerateRunes().Count();

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;
}
