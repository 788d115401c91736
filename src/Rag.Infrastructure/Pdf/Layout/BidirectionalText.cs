using System.Globalization;
using System.Text;

namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>
/// Turns a line as it stands on paper, from left to right, into the order in which it is read: Hebrew and Arabic letters are
/// reversed, numbers and Latin words within them are not. The part of the Unicode bidirectional algorithm that lines of text need.
/// </summary>
internal static class BidirectionalText
{
    public static string ToLogical(string shown)
    {
        var rightToLeft = shown.Count(IsRightToLeft);
        if (rightToLeft == 0)
        {
            return shown;
        }

        return rightToLeft > shown.Count(c => char.IsLetter(c) && !IsRightToLeft(c)) ? ReverseLine(shown) : ReverseRuns(shown);
    }

    /// <summary>The line is a right-to-left one: its words from the right, what runs to the right within them as it stands.</summary>
    private static string ReverseLine(string shown)
    {
        var words = shown.Split(' ');
        var logical = new List<string>(words.Length);
        for (var end = words.Length; end > 0;)
        {
            var start = end - 1;
            while (start > 0 && !words[start].Any(IsRightToLeft) && !words[start - 1].Any(IsRightToLeft))
            {
                start--;
            }

            // Neighbouring words of another direction ("PDF 2.0") keep their order.
            logical.AddRange(words[start..end].Select(word => word.Any(IsRightToLeft) ? ReverseWord(word) : word));
            end = start;
        }

        return string.Join(' ', logical);
    }

    /// <summary>The line is a left-to-right one: only its runs of right-to-left words turn round.</summary>
    private static string ReverseRuns(string shown)
    {
        var words = shown.Split(' ');
        for (var start = 0; start < words.Length; start++)
        {
            var end = start;
            while (end < words.Length && words[end].Any(IsRightToLeft))
            {
                end++;
            }

            if (end > start)
            {
                Array.Reverse(words, start, end - start);
                for (var i = start; i < end; i++)
                {
                    words[i] = ReverseWord(words[i]);
                }

                start = end;
            }
        }

        return string.Join(' ', words);
    }

    private static string ReverseWord(string word)
    {
        var reversed = new StringBuilder(word.Length);
        for (var end = word.Length; end > 0;)
        {
            var start = end - 1;
            while (start > 0 && (IsMark(word[start]) || char.IsLowSurrogate(word[start])
                || (RunsRight(word[start]) && RunsRight(word[start - 1]))))
            {
                start--;
            }

            reversed.Append(end - start == 1 ? Mirrored(word[start]) : word[start..end]);
            end = start;
        }

        return reversed.ToString();
    }

    private static bool RunsRight(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ',' or '%' or '/' or ':' or '@' || (char.IsLetter(c) && !IsRightToLeft(c));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static bool IsRightToLeft(char c) => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');

    private static string Mirrored(char c) => c switch
    {
        '(' => ")",
        ')' => "(",
        '[' => "]",
        ']' => "[",
        '«' => "»",
        '»' => "«",
        _ => c.ToString(),
    };
}
