namespace Rag.Infrastructure.Pdf.Layout;

/// <summary>A piece of a line without a gap as wide as a letter: it never reaches over the space between two columns.</summary>
internal sealed class Segment
{
    private readonly List<PlacedGlyph> _glyphs = [];

    public IReadOnlyList<PlacedGlyph> Glyphs => _glyphs;

    public double Left { get; private set; } = double.PositiveInfinity;

    public double Right { get; private set; } = double.NegativeInfinity;

    public double Base { get; private init; }

    /// <summary>Of its largest glyph.</summary>
    public double Size { get; private set; }

    public double Top => Base + (Size * 0.75);

    public double Bottom => Base - (Size * 0.2);

    public double Width => Right - Left;

    public static Segment Of(PlacedGlyph first)
    {
        var segment = new Segment { Base = first.Base };
        segment.Add(first);
        return segment;
    }

    public void Add(PlacedGlyph glyph)
    {
        _glyphs.Add(glyph);
        if (!glyph.Glyph.IsSpace)
        {
            Left = Math.Min(Left, Math.Min(glyph.Start, glyph.End));
            Right = Math.Max(Right, Math.Max(glyph.Start, glyph.End));
            Size = Math.Max(Size, glyph.Size);
        }
    }

    public void Absorb(Segment other)
    {
        foreach (var glyph in other._glyphs)
        {
            Add(glyph);
        }
    }
}
