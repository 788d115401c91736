namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>What is known of a glyph beside its place.</summary>
[Flags]
internal enum GlyphTraits
{
    None = 0,

    /// <summary>White on white, tiny, transparent, or off the page.</summary>
    Unseen = 1,

    /// <summary>Drawn in the mode that paints nothing, as text recognition does over a scanned page.</summary>
    Unpainted = 2,

    Unreadable = 4,

    Bold = 8,

    /// <summary>Of a font whose glyphs are drawings, so that its size says little.</summary>
    Drawn = 16,
}

/// <summary>A glyph on the page as shown.</summary>
/// <param name="Text">Its characters: one as a rule, several for a ligature.</param>
/// <param name="X">Where its base line begins; points from the lower left corner of the page as shown.</param>
/// <param name="EndX">Where the next glyph would begin without extra spacing.</param>
/// <param name="Size">Height of the em square, points.</param>
internal readonly record struct Glyph(string Text, double X, double Y, double EndX, double EndY, double Size, GlyphTraits Traits)
{
    public bool IsSpace => string.IsNullOrWhiteSpace(Text);
}

/// <summary>A page as it is drawn.</summary>
/// <param name="Rotation">Degrees clockwise; the glyphs stand as they are shown.</param>
/// <param name="ImageShare">Share of the page that pictures cover, 0..1.</param>
internal sealed record PageGlyphs(double Width, double Height, int Rotation, int Images, double ImageShare, IReadOnlyList<Glyph> Glyphs);
