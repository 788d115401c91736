namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>Tells columns of running text from the columns of a table.</summary>
internal static class Columns
{
    public static bool Are(List<Segment> left, List<Segment> right)
    {
        if (left.Count < 2 || right.Count < 2)
        {
            return false;
        }

        var gap = right.Min(segment => segment.Left) - left.Max(segment => segment.Right);
        return gap >= 0.5 * Median(left.Select(segment => segment.Size)) && Overlap(left, right) >= 0.3 && IsText(left) && IsText(right);
    }

    /// <summary>Running text has long lines, and most of them fill the column.</summary>
    private static bool IsText(List<Segment> side)
    {
        var lines = TextLine.Group(side);
        var width = side.Max(segment => segment.Right) - side.Min(segment => segment.Left);
        var glyphs = Median(lines.Select(line => (double)line.Glyphs));
        var filled = Median(lines.Select(line => line.Width / width));
        return filled >= 0.5 && (lines.Count >= 3 ? glyphs >= 16 : lines.Count == 2 && glyphs >= 28);
    }

    /// <summary>How much of the lower side's height the sides have in common: blocks below each other are not columns.</summary>
    private static double Overlap(List<Segment> left, List<Segment> right)
    {
        var (leftTop, leftBottom) = (left.Max(segment => segment.Top), left.Min(segment => segment.Bottom));
        var (rightTop, rightBottom) = (right.Max(segment => segment.Top), right.Min(segment => segment.Bottom));
        var common = Math.Min(leftTop, rightTop) - Math.Max(leftBottom, rightBottom);
        return common / Math.Min(leftTop - leftBottom, rightTop - rightBottom);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
