namespace Rag.Application.Passages;

/// <summary>
/// Splits text into sentences. Knows the abbreviations of Spanish and English, decimals, initials, enumerations, list items,
/// table rows and the sentence marks of other scripts. Rules and no model: the same text always gives the same sentences.
/// Takes linear time.
/// </summary>
public static class SentenceSplitter
{
    /// <summary>A longer sentence is cut, as an answer quotes whole sentences.</summary>
    public const int DefaultLongest = 600;

    /// <summary>
    /// The sentences in order, without the white space around them. They do not overlap, and all that is not white space is in one.
    /// </summary>
    /// <param name="longest">Longest sentence in UTF-16 units: cut after ; or :, else a comma, else a word, else a character.</param>
    public static IReadOnlyList<TextSpan> Split(string text, int longest = DefaultLongest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longest);
        var sentences = new List<TextSpan>();
        foreach (var block in LineBreaks.SplitIntoBlocks(text))
        {
            var start = block.Start;
            while (start < block.End)
            {
                var end = FindEnd(text, start, block.End);
                AddInPieces(text, new TextSpan(start, end), longest, sentences);
                start = TextScan.SkipSpace(text, end, block.End);
            }
        }

        return sentences;
    }

    private static int FindEnd(string text, int start, int blockEnd)
    {
        var position = start;
        while (position < blockEnd)
        {
            if (!SentenceMarks.IsMark(text[position]))
            {
                position++;
                continue;
            }

            var mark = position;
            while (position < blockEnd && SentenceMarks.IsMark(text[position]))
            {
                position++;
            }

            var marks = new TextSpan(mark, position);
            position = SentenceMarks.SkipClosers(text, position, blockEnd);
            if (EndsSentence(text, start, marks, position, blockEnd))
            {
                return position;
            }
        }

        return blockEnd;
    }

    private static bool EndsSentence(string text, int sentenceStart, TextSpan marks, int after, int blockEnd)
    {
        if (after >= blockEnd || SentenceMarks.AlwaysEnd(text, marks, blockEnd))
        {
            return true;
        }

        var isFullStop = marks.Length == 1 && text[marks.Start] == '.';
        if (!char.IsWhiteSpace(text[after]))
        {
            // "¿Qué?¡Vale!": an opening mark starts a sentence even where the space is missing.
            return !isFullStop && text[after] is '¿' or '¡';
        }

        var next = TextScan.SkipSpace(text, after, blockEnd);
        while (next < blockEnd && SentenceMarks.IsOpener(text[next]))
        {
            if (text[next] is '¿' or '¡' && !isFullStop)
            {
                return true;
            }

            next = TextScan.SkipSpace(text, next + 1, blockEnd);
        }

        if (next < blockEnd && char.IsLower(text[next]))
        {
            return false;
        }

        return !isFullStop || !Abbreviations.GoOn(text, new TextSpan(sentenceStart, marks.Start), new TextSpan(next, blockEnd));
    }

    private static void AddInPieces(string text, TextSpan sentence, int longest, List<TextSpan> sentences)
    {
        var start = sentence.Start;
        while (sentence.End - start > longest)
        {
            var cut = FindCut(text, start, start + longest);
            sentences.Add(new TextSpan(start, TextScan.TrimEnd(text, start, cut)));
            start = TextScan.SkipSpace(text, cut, sentence.End);
        }

        // With a bound of one unit the last cut can take the rest, when that is a surrogate pair.
        if (start < sentence.End)
        {
            sentences.Add(new TextSpan(start, sentence.End));
        }
    }

    private static int FindCut(string text, int start, int limit)
    {
        var (strong, weak, word) = (-1, -1, -1);
        for (var cut = limit; cut > start && strong < 0; cut--)
        {
            var before = text[cut - 1];
            var isSpace = char.IsWhiteSpace(text[cut]);
            word = word < 0 && isSpace ? cut : word;

            // In the first half a cut at a mark leaves a stump; there only a word boundary counts.
            if (cut - start > (limit - start) / 2)
            {
                strong = (isSpace && before is ';' or ':') || before is '；' or '：' ? cut : strong;
                weak = weak < 0 && ((isSpace && before is ',') || before is '，' or '、' or '،') ? cut : weak;
            }
        }

        return strong > 0 ? strong : weak > 0 ? weak : word > 0 ? word : TextScan.FindCharacterCut(text, start, limit);
    }
}
