namespace Rag.Application.Passages;

/// <summary>
/// Tells a line break that ends a sentence (paragraph, list item, table row, heading) from one that only wraps a line.
/// </summary>
internal static class LineBreaks
{
    /// <summary>A line this much shorter than its paragraph's longest was not wrapped: the next word would have fitted.</summary>
    private const double FullLine = 0.8;

    /// <summary>Parts of a text inside which only a sentence mark ends a sentence, trimmed, in order.</summary>
    public static IEnumerable<TextSpan> SplitIntoBlocks(string text)
    {
        var lines = new List<TextLine>();
        var position = TextScan.SkipSpace(text, 0, text.Length);
        while (position < text.Length)
        {
            var (line, next, breaks) = ReadLine(text, position);
            lines.Add(line);
            position = next;
            if (breaks > 1 || position == text.Length)
            {
                foreach (var block in SplitParagraph(text, lines))
                {
                    yield return block;
                }

                lines.Clear();
            }
        }
    }

    /// <summary>How many lines a run of white space ends: 0, 1, or 2 for a paragraph.</summary>
    public static int Count(ReadOnlySpan<char> space)
    {
        var count = 0;
        for (var i = 0; i < space.Length && count < 2; i++)
        {
            count += space[i] switch
            {
                '\n' or '\u0085' or '\u2028' => 1,
                '\r' => i + 1 < space.Length && space[i + 1] == '\n' ? 0 : 1,
                '\f' or '\u2029' => 2,
                _ => 0,
            };
        }

        return Math.Min(count, 2);
    }

    private static (TextLine Line, int Next, int Breaks) ReadLine(string text, int start)
    {
        var end = start;
        while (true)
        {
            var lineEnd = end;
            while (lineEnd < text.Length && !char.IsWhiteSpace(text[lineEnd]))
            {
                lineEnd++;
            }

            end = TextScan.SkipSpace(text, lineEnd, text.Length);
            var breaks = Count(text.AsSpan(lineEnd, end - lineEnd));
            if (breaks > 0 || end == text.Length)
            {
                return (TextLine.Read(text, new TextSpan(start, lineEnd)), end, breaks);
            }
        }
    }

    private static IEnumerable<TextSpan> SplitParagraph(string text, List<TextLine> lines)
    {
        var width = lines.Max(line => line.Span.Length);
        var start = lines[0].Span.Start;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == lines.Count - 1 || EndsSentence(text, lines[i], lines[i + 1], width))
            {
                yield return new TextSpan(start, lines[i].Span.End);
                start = i < lines.Count - 1 ? lines[i + 1].Span.Start : start;
            }
        }
    }

    private static bool EndsSentence(string text, TextLine line, TextLine next, int width)
    {
        if (next.IsItem || line.IsRow || next.IsRow || text[line.Span.End - 1] is ':' or '：')
        {
            return true;
        }

        if (char.IsLower(text[next.Span.Start]))
        {
            return false;
        }

        var wasWrapped = line.Span.Length + 1 + next.FirstWordLength > FullLine * width;
        return !wasWrapped || next.IsField || (line.EndsWithFigure && next.EndsWithFigure);
    }
}
