namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>
/// Tells columns of running text from the columns of a table: by how their lines look, or because they do not stand on common base
/// lines, which the rows of a table do.
/// </summary>
internal static class Columns
{
    public static bool Are(List<Segment> left, List<Segment> right)
    {
        if (left.Count < 2 || right.Count < 2)
        {
            return false;
        }

        var gap = right.Min(segment => segment.Left) - left.Max(segment => segment.Right);
        if (gap < 0.5 * Median(left.Select(segment => segment.Size)) || Overlap(left, right) < 0.3)
        {
            return false;
        }

        var (leftLines, rightLines) = (TextLine.Group(left), TextLine.Group(right));
        return (IsText(left, leftLines) && IsText(right, rightLines)) || AreUnaligned(leftLines, rightLines);
    }

    /// <summary>Running text has long lines, and most of them fill the column.</summary>
    private static bool IsText(List<Segment> side, List<TextLine> lines)
    {
        var width = side.Max(segment => segment.Right) - side.Min(segment => segment.Left);
        var glyphs = Median(lines.Select(line => (double)line.Glyphs));
        var filled = Median(lines.Select(line => line.Width / width));
        return filled >= 0.5 && (lines.Count >= 3 ? glyphs >= 16 : lines.Count == 2 && glyphs >= 28);
    }

    private static bool AreUnaligned(List<TextLine> left, List<TextLine> right)
    {
        var (few, many) = left.Count < right.Count ? (left, right) : (right, left);
        if (few.Count < 8)
        {
            return false;
        }

        var (common, next) = (0, 0);
        foreach (var line in few)
        {
            // Both go from top to bottom, so one pass finds the nearest line of the other side.
            while (next + 1 < many.Count && many[next].Base - line.Base > 0.2 * line.Size)
            {
                next++;
            }

            common += Math.Abs(many[next].Base - line.Base) <= 0.2 * line.Size ? 1 : 0;
        }

        return common < few.Count * 0.4;
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
