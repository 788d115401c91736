namespace Rag.Application.Passages;

/// <summary>The characters that end, close and open sentences.</summary>
internal static class SentenceMarks
{
    public static bool IsMark(char character) => character is '.' or '?' or '!' or '…' || IsMarkOfOtherScript(character);

    /// <summary>Marks that are used for nothing else, so that neither white space nor a capital has to follow.</summary>
    public static bool AlwaysEnd(string text, TextSpan marks, int blockEnd)
    {
        for (var i = marks.Start; i < marks.End; i++)
        {
            // The full-width full stop stands in decimals too.
            var isDecimal = text[i] == '．' && i + 1 < blockEnd && char.IsDigit(text[i + 1]);
            if (IsMarkOfOtherScript(text[i]) && !isDecimal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Quotes, brackets and note numbers such as [12] after the mark belong to the sentence.</summary>
    public static int SkipClosers(string text, int position, int end)
    {
        while (position < end)
        {
            var noteEnd = text[position] == '[' ? SkipNote(text, position, end) : position;
            if (noteEnd == position && !IsCloser(text[position]))
            {
                break;
            }

            position = Math.Max(noteEnd, position + 1);
        }

        return position;
    }

    public static bool IsOpener(char character) =>
        character is '(' or '[' or '{' or '«' or '‹' or '“' or '”' or '„' or '‘' or '"' or '\'' or '¿' or '¡'
            or '—' or '–' or '-' or '*' or '•' or '「' or '『' or '（' or '【';

    private static bool IsMarkOfOtherScript(char character) =>
        character is '。' or '．' or '｡' or '！' or '？' or '؟' or '۔' or '।' or '॥' or '။' or '։' or '።' or '‼' or '⁇' or '⁈' or '⁉';

    private static bool IsCloser(char character) =>
        character is ')' or ']' or '}' or '»' or '›' or '”' or '’' or '"' or '\'' or '“' or '」' or '』' or '）' or '】' or '*' or '_';

    private static int SkipNote(string text, int position, int end)
    {
        var close = position + 1;
        while (close < end && close - position < 5 && char.IsAsciiDigit(text[close]))
        {
            close++;
        }

        return close > position + 1 && close < end && text[close] == ']' ? close + 1 : position;
    }
}
