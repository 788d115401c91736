namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>
/// Finds columns of text and reads one after the other; everything else, tables too, is read line by line.
/// A gutter is looked for where many segments begin at one place. What crosses it (a title, a wide figure's caption) divides the page
/// into bands; within a band, both sides are columns when they look like text: several lines, filled, longer than a table's cells.
/// </summary>
internal static class ReadingOrder
{
    private const int DeepestSplit = 6;
    private const int MostCandidates = 8;

    /// <summary>Regions of one column each, in reading order.</summary>
    public static List<List<Segment>> Split(List<Segment> segments) => Split(segments, depth: 0);

    private static List<List<Segment>> Split(List<Segment> segments, int depth)
    {
        if (depth == DeepestSplit || BestSplit(segments) is not { Count: > 1 } parts)
        {
            return [segments];
        }

        return [.. parts.SelectMany(part => Split(part, depth + 1))];
    }

    private static List<List<Segment>>? BestSplit(List<Segment> segments)
    {
        List<List<Segment>>? best = null;
        var most = 0;
        var sorted = segments.OrderByDescending(segment => segment.Top).ToList();
        foreach (var gutter in Gutters(segments))
        {
            var (parts, inColumns) = SplitAt(sorted, gutter);
            if (inColumns > most)
            {
                (best, most) = (parts, inColumns);
            }
        }

        return best;
    }

    /// <summary>Just left of where several segments begin, the most frequent first.</summary>
    private static IEnumerable<double> Gutters(List<Segment> segments)
    {
        const double bin = 3;
        if (segments.Count < 4)
        {
            return [];
        }

        var left = segments.Min(segment => segment.Left);
        return segments.Where(segment => segment.Left > left + segment.Size)
            .GroupBy(segment => Math.Floor(segment.Left / bin))
            .Where(group => group.Count() >= 2)
            .OrderByDescending(group => group.Count())
            .Take(MostCandidates)
            .Select(group => group.Min(segment => segment.Left) - 1);
    }

    /// <returns>The parts in reading order, and how many segments are in columns.</returns>
    private static (List<List<Segment>> Parts, int InColumns) SplitAt(List<Segment> sorted, double gutter)
    {
        var parts = new List<List<Segment>>();
        var flow = new List<Segment>();
        var (left, right) = (new List<Segment>(), new List<Segment>());
        var inColumns = 0;
        foreach (var segment in sorted)
        {
            if (segment.Right <= gutter)
            {
                left.Add(segment);
            }
            else if (segment.Left >= gutter)
            {
                right.Add(segment);
            }
            else
            {
                CloseBand();
                flow.Add(segment);
            }
        }

        CloseBand();
        CloseFlow();
        return (parts, inColumns);

        void CloseBand()
        {
            if (Columns.Are(left, right))
            {
                CloseFlow();
                parts.Add(left);
                parts.Add(right);
                inColumns += left.Count + right.Count;
            }
            else
            {
                flow.AddRange(left);
                flow.AddRange(right);
            }

            (left, right) = ([], []);
        }

        void CloseFlow()
        {
            if (flow.Count > 0)
            {
                parts.Add(flow);
                flow = [];
            }
        }
    }
}
