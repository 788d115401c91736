namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>Segments that are read as one line, from left to right.</summary>
internal sealed record TextLine(IReadOnlyList<Segment> Segments)
{
    public double Left { get; } = Segments[0].Left;

    public double Right { get; } = Segments.Max(segment => segment.Right);

    public double Base { get; } = Segments[0].Base;

    public double Size { get; } = Segments.Max(segment => segment.Size);

    public double Width { get; } = Segments.Sum(segment => segment.Width);

    public int Glyphs { get; } = Segments.Sum(segment => segment.Glyphs.Count);

    /// <summary>Puts together what stands on one base line.</summary>
    /// <returns>From top to bottom.</returns>
    public static List<TextLine> Group(IEnumerable<Segment> segments)
    {
        var rows = new List<List<Segment>>();
        foreach (var segment in segments.OrderByDescending(segment => segment.Base))
        {
            if (rows.Count > 0 && rows[^1][0] is var first && first.Base - segment.Base <= 0.3 * Math.Min(first.Size, segment.Size))
            {
                rows[^1].Add(segment);
            }
            else
            {
                rows.Add([segment]);
            }
        }

        return [.. rows.Select(row => new TextLine([.. row.OrderBy(segment => segment.Left)]))];
    }
}
