namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>
/// Puts glyphs together that stand side by side. Works on sorted lists throughout, so that a page of 100,000 glyphs takes
/// milliseconds; PdfPig's own nearest-neighbour search does not.
/// </summary>
internal static class SegmentFinder
{
    /// <summary>In em: glyphs whose base lines differ by less stand on one line.</summary>
    private const double SameLine = 0.2;

    /// <summary>In em: a wider gap may be the space between columns or cells. Word spaces, justified ones too, are narrower.</summary>
    private const double WidestGap = 0.8;

    /// <param name="glyphs">In the order in which they were drawn.</param>
    /// <returns>From top to bottom, then from left to right.</returns>
    public static List<Segment> Find(IReadOnlyList<PlacedGlyph> glyphs)
    {
        var rows = Rows(Runs(glyphs));
        var segments = rows.SelectMany(Split).ToList();
        return AttachRaised(segments);
    }

    /// <summary>Glyphs drawn one after the other, which is most of a line as a rule.</summary>
    private static List<Segment> Runs(IReadOnlyList<PlacedGlyph> glyphs)
    {
        var runs = new List<Segment>();
        PlacedGlyph? previous = null;
        foreach (var glyph in glyphs)
        {
            if (glyph.Glyph.IsSpace && glyph.Text.Length == 0)
            {
                continue;
            }

            if (previous is { } last && Follows(last, glyph))
            {
                runs[^1].Add(glyph);
            }
            else
            {
                runs.Add(Segment.Of(glyph));
            }

            previous = glyph;
        }

        // A run of nothing but spaces takes no room on the page.
        runs.RemoveAll(run => run.Size == 0);
        return runs;
    }

    private static bool Follows(PlacedGlyph last, PlacedGlyph next)
    {
        var size = Math.Max(last.Size, next.Size);
        var gap = next.Start - last.End;
        return Math.Abs(last.Base - next.Base) <= size * 0.1 && gap >= -0.3 * size && gap <= WidestGap * size
            && Math.Min(last.Size, next.Size) >= 0.5 * size;
    }

    private static List<List<Segment>> Rows(List<Segment> runs)
    {
        runs.Sort((a, b) => b.Base.CompareTo(a.Base));
        var rows = new List<List<Segment>>();
        foreach (var run in runs)
        {
            if (rows.Count > 0 && rows[^1][0] is var first && first.Base - run.Base <= SameLine * Math.Min(first.Size, run.Size))
            {
                rows[^1].Add(run);
            }
            else
            {
                rows.Add([run]);
            }
        }

        return rows;
    }

    private static List<Segment> Split(List<Segment> row)
    {
        row.Sort((a, b) => a.Left.CompareTo(b.Left));
        var segments = new List<Segment>();
        foreach (var run in row)
        {
            if (segments.Count > 0 && segments[^1] is var last && run.Left - last.Right <= WidestGap * Math.Max(last.Size, run.Size))
            {
                last.Absorb(run);
            }
            else
            {
                segments.Add(run);
            }
        }

        return segments;
    }

    /// <summary>Joins exponents, indices and footnote marks to the line beside which they stand.</summary>
    private static List<Segment> AttachRaised(List<Segment> segments)
    {
        var attached = new HashSet<Segment>();
        for (var i = 0; i < segments.Count; i++)
        {
            if (HostOf(segments, i) is { } host)
            {
                host.Absorb(segments[i]);
                attached.Add(segments[i]);
            }
        }

        return attached.Count == 0 ? segments : segments.Where(segment => !attached.Contains(segment)).ToList();
    }

    private static Segment? HostOf(List<Segment> segments, int index)
    {
        var raised = segments[index];
        // Bounded both ways: the segments are sorted by their base lines, and a host is at most 2.2 times as large.
        var reach = raised.Size * 2.2 * 0.6;
        for (var i = index - 1; i >= 0 && segments[i].Base - raised.Base <= reach; i--)
        {
            if (IsHost(segments[i], raised))
            {
                return segments[i];
            }
        }

        for (var i = index + 1; i < segments.Count && raised.Base - segments[i].Base <= reach; i++)
        {
            if (IsHost(segments[i], raised))
            {
                return segments[i];
            }
        }

        return null;
    }

    private static bool IsHost(Segment host, Segment raised)
    {
        var rise = raised.Base - host.Base;
        // An initial letter of two lines' height has lines beside it, not exponents: those are short and not so much smaller.
        return raised.Size <= host.Size * 0.85 && raised.Size * 2.2 >= host.Size
            && raised.Width <= host.Size * 3
            && rise > -0.35 * host.Size && rise < 0.6 * host.Size
            && raised.Left > host.Left && raised.Left - host.Right < 0.3 * host.Size;
    }
}
