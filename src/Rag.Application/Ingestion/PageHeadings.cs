using Rag.Application.Passages;
using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>The headings of a page: where they stand, and what is put ahead of the text that follows them.</summary>
internal sealed class PageHeadings
{
    private readonly List<(int Start, ChunkPrefix Prefix)> _prefixes = [];

    private readonly List<TextSpan> _spans = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    /// <summary>What holds at the end of the page, and so at the start of the next.</summary>
    public ChunkPrefix Last => _prefixes[^1].Prefix;

    /// <param name="path">The headings of the pages before; those of this page are entered.</param>
    /// <param name="carried">What holds at the start of the page.</param>
    public static PageHeadings Read(ExtractedPage page, HeadingPath path, ChunkPrefix carried, ChunkPrefixes prefixes, string? title)
    {
        var headings = new PageHeadings();
        headings._prefixes.Add((0, carried));
        foreach (var heading in page.Headings.OrderBy(heading => heading.Start))
        {
            if (heading.Start < 0 || heading.Start >= page.Text.Length || string.IsNullOrWhiteSpace(heading.Text))
            {
                continue;
            }

            headings._spans.Add(FindSpan(page.Text, heading));
            headings._prefixes.Add((heading.Start, prefixes.For(path.Enter(heading, title), HeadingPath.Shorten(heading.Text))));
        }

        return headings;
    }

    /// <summary>What the nearest heading at or before a place gives.</summary>
    public ChunkPrefix At(int position)
    {
        var (low, high) = (0, _prefixes.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _prefixes[middle].Start <= position ? (middle, high) : (low, middle - 1);
        }

        return _prefixes[low].Prefix;
    }

    /// <summary>The heading in the page, however its white space differs; its line, where the words differ too.</summary>
    private static TextSpan FindSpan(string text, Heading heading)
    {
        var start = TextScan.SkipSpace(text, heading.Start, text.Length);
        var position = start;
        foreach (var character in heading.Text.Where(character => !char.IsWhiteSpace(character)))
        {
            position = TextScan.SkipSpace(text, position, text.Length);
            if (position == text.Length || text[position] != character)
            {
                var lineEnd = text.AsSpan(start).IndexOfAny('\n', '\r');
                return new TextSpan(start, lineEnd < 0 ? text.Length : start + lineEnd);
            }

            position++;
        }

        return new TextSpan(start, position);
    }
}
