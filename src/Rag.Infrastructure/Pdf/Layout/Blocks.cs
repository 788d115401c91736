namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>Where a block of lines (a paragraph, a heading, a list item) ends and the next begins.</summary>
internal sealed class Blocks
{
    private readonly List<TextLine> _lines;
    private readonly List<bool> _bold;
    private readonly double _left;
    private readonly double _right;
    private readonly double _leading;

    /// <param name="lines">Of one column, from top to bottom.</param>
    /// <param name="bold">Whether each is bold.</param>
    public Blocks(List<TextLine> lines, List<bool> bold)
    {
        (_lines, _bold) = (lines, bold);
        _left = lines.Min(line => line.Left);
        _right = lines.Max(line => line.Right);
        _leading = UsualLeading(lines);
    }

    /// <summary>Whether a line begins a block of its own.</summary>
    public bool Begins(int index)
    {
        if (index == 0)
        {
            return true;
        }

        var (above, line) = (_lines[index - 1], _lines[index]);
        var size = Math.Min(above.Size, line.Size);
        var step = above.Base - line.Base;
        return Math.Abs(above.Size - line.Size) > 0.12 * size
            || _bold[index] != _bold[index - 1]
            || step > 1.9 * Math.Max(above.Size, line.Size)
            || step > (1.25 * _leading * size) + 0.5
            || IsIndented(index)
            || EndsEarly(above, line);
    }

    /// <summary>The usual step from line to line in em: of its lowest quarter, since gaps between paragraphs are steps too.</summary>
    private static double UsualLeading(List<TextLine> lines)
    {
        var steps = lines.Zip(lines.Skip(1), (above, line) => (above.Base - line.Base) / Math.Max(above.Size, line.Size))
            .Where(step => step is > 0.7 and < 3).Order().ToList();
        return steps.Count == 0 ? 1.4 : Math.Clamp(steps[steps.Count / 3], 1, 2.2);
    }

    /// <summary>A first line set in: the lines above and below it begin further left. Lines below a list's mark are not.</summary>
    private bool IsIndented(int index)
    {
        var line = _lines[index];
        var indent = line.Left - _left;
        if (indent < 0.8 * line.Size || indent > 5 * line.Size || _lines[index - 1].Left > _left + (0.5 * line.Size))
        {
            return false;
        }

        return index + 1 == _lines.Count || _lines[index + 1].Left < line.Left - (0.5 * line.Size);
    }

    /// <summary>The line above stopped well before the margin although the next word would have fitted on it.</summary>
    private bool EndsEarly(TextLine above, TextLine line)
    {
        var room = _right - above.Right;
        return room > 0.3 * (_right - _left) && FirstWord(line) < room - (0.5 * line.Size);
    }

    private static double FirstWord(TextLine line)
    {
        var first = line.Segments[0];
        var end = first.Left;
        foreach (var glyph in first.Glyphs.OrderBy(glyph => glyph.Start).SkipWhile(glyph => glyph.Glyph.IsSpace))
        {
            if (glyph.Glyph.IsSpace || glyph.Start - end > 0.13 * glyph.Size)
            {
                break;
            }

            end = glyph.End;
        }

        return end - first.Left;
    }
}
