using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf.Reading;

namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>Arranges the glyphs of each direction of writing by themselves and writes their lines.</summary>
internal sealed class LineWriter(PageGlyphs page, List<PdfLine> lines)
{
    private int _block = lines.Count == 0 ? 0 : lines[^1].Block + 1;

    public void Write(IReadOnlyList<Glyph> glyphs, TextMarks marks)
    {
        var directions = glyphs.Count == 0 ? [] : Directions(glyphs);
        // Level text first, unless most of the page was set on its side; a stamp along the margin is read last either way.
        foreach (var (degrees, turned) in directions.OrderByDescending(direction => direction.Value.Count * (direction.Key == 0 ? 2 : 1)))
        {
            var lineMarks = degrees == 0 ? marks : marks | TextMarks.Rotated;
            foreach (var region in ReadingOrder.Split(SegmentFinder.Find(turned)))
            {
                WriteRegion(region, lineMarks);
            }
        }
    }

    private static Dictionary<int, List<PlacedGlyph>> Directions(IReadOnlyList<Glyph> glyphs)
    {
        var directions = new Dictionary<int, List<PlacedGlyph>>();
        var degrees = 0;
        foreach (var glyph in glyphs)
        {
            // A combining accent has no width and so no direction: it goes with the letter before it.
            var (along, across) = (glyph.EndX - glyph.X, glyph.EndY - glyph.Y);
            if (Math.Abs(along) + Math.Abs(across) > 1e-6)
            {
                degrees = across == 0 && along > 0 ? 0 : Degrees(along, across);
            }

            if (!directions.TryGetValue(degrees, out var placed))
            {
                directions.Add(degrees, placed = []);
            }

            placed.Add(Turn(glyph, degrees));
        }

        return directions;
    }

    private static int Degrees(double along, double across)
    {
        var degrees = ((int)Math.Round(Math.Atan2(across, along) * 180 / Math.PI) + 360) % 360;
        // A scan that lay a little askew is not turned text.
        return degrees is <= 2 or >= 358 ? 0 : degrees;
    }

    private static PlacedGlyph Turn(Glyph glyph, int degrees)
    {
        if (degrees == 0)
        {
            return new PlacedGlyph(glyph, glyph.X, glyph.EndX, glyph.Y);
        }

        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        return new PlacedGlyph(
            glyph, (glyph.X * cosine) + (glyph.Y * sine), (glyph.EndX * cosine) + (glyph.EndY * sine), (glyph.Y * cosine) - (glyph.X * sine));
    }

    private void WriteRegion(List<Segment> region, TextMarks marks)
    {
        if (region.Count == 0)
        {
            return;
        }

        var textLines = TextLine.Group(region);
        var bold = textLines.ConvertAll(IsBold);
        var blocks = new Blocks(textLines, bold);
        for (var i = 0; i < textLines.Count; i++)
        {
            _block += i > 0 && blocks.Begins(i) ? 1 : 0;
            var text = LineText.Of(textLines[i]).Trim();
            if (text.Length > 0)
            {
                lines.Add(ToLine(textLines[i], text, marks | (bold[i] ? TextMarks.Bold : TextMarks.None)));
            }
        }

        _block++;
    }

    private PdfLine ToLine(TextLine line, string text, TextMarks marks)
    {
        var glyphs = line.Segments.SelectMany(segment => segment.Glyphs).Where(glyph => !glyph.Glyph.IsSpace).ToList();
        var unreadable = glyphs.Exists(glyph => glyph.Glyph.Traits.HasFlag(GlyphTraits.Unreadable));
        var size = glyphs.GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count())!.Key;
        var isUpright = !marks.HasFlag(TextMarks.Rotated);
        var top = glyphs.Max(glyph => Math.Max(glyph.Glyph.Y, glyph.Glyph.EndY) + (isUpright ? glyph.Size * 0.75 : 0));
        var bottom = glyphs.Min(glyph => Math.Min(glyph.Glyph.Y, glyph.Glyph.EndY) - (isUpright ? glyph.Size * 0.2 : 0));
        return new PdfLine(
            text, size, FromTop(top), FromTop(bottom), _block, marks | (unreadable ? TextMarks.Unreadable : TextMarks.None));
    }

    private double FromTop(double y) => page.Height > 0 ? Math.Clamp(1 - (y / page.Height), 0, 1) : 0;

    private static bool IsBold(TextLine line)
    {
        var (bold, all) = (0, 0);
        foreach (var glyph in line.Segments.SelectMany(segment => segment.Glyphs))
        {
            if (!glyph.Glyph.IsSpace)
            {
                all++;
                bold += glyph.Glyph.Traits.HasFlag(GlyphTraits.Bold) ? 1 : 0;
            }
        }

        return bold > all * 0.7;
    }
}
