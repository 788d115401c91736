using Rag.Infrastructure.Pdf.Reading;

namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>A glyph turned so that its text runs to the right.</summary>
/// <param name="Start">Along the text, points.</param>
/// <param name="End">Where the next one would begin.</param>
/// <param name="Base">The base line, upwards.</param>
internal readonly record struct PlacedGlyph(Glyph Glyph, double Start, double End, double Base)
{
    public double Size => Glyph.Size;

    public string Text => Glyph.Text;
}
