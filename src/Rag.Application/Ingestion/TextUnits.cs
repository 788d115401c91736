using Rag.Application.Passages;

namespace Rag.Application.Ingestion;

/// <summary>Takes a page apart into words and says how good a place to cut each gap is. Linear time.</summary>
internal static class TextUnits
{
    /// <summary>Longer words come in characters. No model's window is too short for a word of this length.</summary>
    private const int LongestWord = 32;

    /// <summary>What claims to be a longer heading is treated as a paragraph.</summary>
    private const int LongestHeading = 200;

    /// <param name="longest">Longest chunk: no unit is longer, unless it is one surrogate pair.</param>
    public static IReadOnlyList<TextUnit> Read(string text, IReadOnlyList<TextSpan> headings, int longest)
    {
        var units = new List<TextUnit>(text.Length / 5);
        var previousEnd = 0;
        foreach (var sentence in SentenceSplitter.Split(text, int.MaxValue))
        {
            var position = sentence.Start;
            while (position < sentence.End)
            {
                var wordEnd = position;
                while (wordEnd < sentence.End && !char.IsWhiteSpace(text[wordEnd]))
                {
                    wordEnd++;
                }

                var before = position == sentence.Start
                    ? BreakBetweenSentences(text, previousEnd, position)
                    : BreakInside(text, previousEnd, position);
                AddWord(text, new TextUnit(position, wordEnd, before), Math.Min(longest, LongestWord), units);
                previousEnd = wordEnd;
                position = TextScan.SkipSpace(text, wordEnd, sentence.End);
            }
        }

        MarkHeadings(units, headings);
        return units;
    }

    private static TextBreak BreakBetweenSentences(string text, int from, int to) => LineBreaks.Count(text.AsSpan(from, to - from)) switch
    {
        0 => TextBreak.Sentence,
        1 => TextBreak.Line,
        _ => TextBreak.Paragraph,
    };

    private static TextBreak BreakInside(string text, int from, int to)
    {
        if (text.AsSpan(from, to - from).IndexOfAnyExcept('\u00a0', '\u202f', '\u2007') < 0)
        {
            return TextBreak.InsideWord;
        }

        return text[from - 1] is ';' or ':' or ',' or '—' or '–' ? TextBreak.Clause : TextBreak.Word;
    }

    private static void AddWord(string text, TextUnit word, int longest, List<TextUnit> units)
    {
        if (word.End - word.Start <= longest)
        {
            units.Add(word);
            return;
        }

        var before = word.Break;
        for (var position = word.Start; position < word.End;)
        {
            var length = TextScan.ClusterLength(text, position, word.End);
            length = length <= longest ? length : TextScan.WholeCharacters(text, position, longest);
            units.Add(new TextUnit(position, position + length, before));
            position += length;

            // Chinese and Japanese write a page without white space.
            before = text[position - 1] is '，' or '、' or '；' or '：' or '،' ? TextBreak.Clause : TextBreak.InsideWord;
        }
    }

    private static void MarkHeadings(List<TextUnit> units, IReadOnlyList<TextSpan> headings)
    {
        var index = 0;
        var afterHeading = -1;
        foreach (var heading in headings)
        {
            while (index < units.Count && units[index].End <= heading.Start)
            {
                index++;
            }

            if (index == units.Count || units[index].Start >= heading.End || heading.Length > LongestHeading)
            {
                continue;
            }

            // A heading right behind a heading stays with it, or the first would be the last line of a chunk.
            units[index] = units[index] with { Break = index == afterHeading ? TextBreak.Glued : TextBreak.Heading };
            for (index++; index < units.Count && units[index].Start < heading.End; index++)
            {
                Glue(units, index);
            }

            afterHeading = index;
            if (index < units.Count)
            {
                Glue(units, index);
            }
        }
    }

    private static void Glue(List<TextUnit> units, int index)
    {
        if (units[index].Break > TextBreak.Glued)
        {
            units[index] = units[index] with { Break = TextBreak.Glued };
        }
    }
}
