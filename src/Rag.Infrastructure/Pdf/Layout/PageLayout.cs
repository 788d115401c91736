using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf.Reading;

namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>From the glyphs of a page to its lines in reading order: seen text first, then turned text, then hidden text.</summary>
internal static class PageLayout
{
    /// <summary>Share of the page that pictures must cover to be a scan.</summary>
    private const double ScanShare = 0.75;

    /// <summary>Share of the height, at top and bottom, where a scan may carry a stamp or a page number beside its recognised text.</summary>
    private const double Margin = 0.1;

    public static PdfPage Arrange(int number, PageGlyphs page)
    {
        var unpaintedIsSeen = IsRecognisedScan(page);
        var seen = page.Glyphs.Where(glyph => !IsHidden(glyph, unpaintedIsSeen)).ToList();
        var hidden = seen.Count == page.Glyphs.Count ? [] : page.Glyphs.Where(glyph => IsHidden(glyph, unpaintedIsSeen)).ToList();

        var lines = new List<PdfLine>();
        new LineWriter(page, lines).Write(seen, TextMarks.None);
        new LineWriter(page, lines).Write(hidden, TextMarks.Hidden);
        return new PdfPage(
            number, lines, page.Rotation, page.Images,
            page.Glyphs.Count(glyph => !glyph.IsSpace), page.Glyphs.Count(glyph => glyph.Traits.HasFlag(GlyphTraits.Unreadable)));
    }

    private static bool IsHidden(Glyph glyph, bool unpaintedIsSeen) =>
        glyph.Traits.HasFlag(GlyphTraits.Unseen) || (!unpaintedIsSeen && glyph.Traits.HasFlag(GlyphTraits.Unpainted));

    /// <summary>
    /// A scanned page carries its recognised text in the mode that paints nothing: what people read on the picture is then what the
    /// file says there. Only where pictures cover the page and nothing else is written on it but in the margins; otherwise such text
    /// is hidden like any other.
    /// </summary>
    private static bool IsRecognisedScan(PageGlyphs page) =>
        page.ImageShare >= ScanShare
        && page.Glyphs.Any(glyph => glyph.Traits.HasFlag(GlyphTraits.Unpainted))
        && !page.Glyphs.Any(glyph => (glyph.Traits & (GlyphTraits.Unpainted | GlyphTraits.Unseen)) == GlyphTraits.None && !glyph.IsSpace
            && glyph.Y > page.Height * Margin && glyph.Y < page.Height * (1 - Margin));
}
