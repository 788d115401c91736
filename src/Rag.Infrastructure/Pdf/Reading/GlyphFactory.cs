using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.PdfFonts;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>Makes glyphs of what the page draws, and tells which of them a reader can see and read.</summary>
internal sealed class GlyphFactory(FontTraits fonts, Backdrop backdrop)
{
    /// <summary>Points; smaller text is not read by anybody.</summary>
    private const double TinySize = 1.5;

    private const double Transparent = 0.05;

    private readonly List<Glyph> _glyphs = [];
    private readonly List<double> _drawnHeights = [];

    public int Count => _glyphs.Count;

    public void Add(
        IFont font, CurrentGraphicsState state, int code, string unicode, in TransformationMatrix matrix, CharacterBoundingBox bounds, Box clip)
    {
        var (x, y) = matrix.Transform(0, 0);
        var (upX, upY) = matrix.Transform(0, 1);
        var size = Distance(x, y, upX, upY);
        // A column of vertical writing goes down: its base line is the line that the next glyph follows on.
        var (endX, endY) = font.IsVertical ? matrix.Transform(0, -1) : matrix.Transform(bounds.Width, 0);
        if (!double.IsFinite(x + y + endX + endY + size) || Math.Abs(x) + Math.Abs(y) + size > 1e6)
        {
            return;
        }

        var traits = fonts.Of(font);
        var text = font.TryGetUnicode(code, out _) ? Characters.Known(unicode) : null;
        if (text is null)
        {
            (text, traits) = ("\uFFFD", traits | GlyphTraits.Unreadable);
        }

        if (traits.HasFlag(GlyphTraits.Drawn))
        {
            var top = matrix.Transform(0, bounds.GlyphBounds.Height);
            _drawnHeights.Add(Distance(x, y, top.x, top.y));
        }

        traits |= Seen(state, font, size, x, y, upX, upY, clip);
        _glyphs.Add(new Glyph(text, x, y, endX, endY, size, traits));
    }

    /// <summary>The glyphs in the order in which they were drawn.</summary>
    public IReadOnlyList<Glyph> Finish()
    {
        // The em square of a font of drawings may be anything, such as one pixel of a printer; tall letters are 0.7 of the usual one.
        _drawnHeights.Sort();
        var em = _drawnHeights.Count == 0 ? 0 : _drawnHeights[_drawnHeights.Count * 4 / 5] / 0.7;
        if (em > 0)
        {
            for (var i = 0; i < _glyphs.Count; i++)
            {
                var glyph = _glyphs[i];
                if (glyph.Traits.HasFlag(GlyphTraits.Drawn) && (glyph.Size < em / 2 || glyph.Size > em * 2))
                {
                    _glyphs[i] = glyph with { Size = em, Traits = glyph.Traits | (em < TinySize ? GlyphTraits.Unseen : GlyphTraits.None) };
                }
            }
        }

        return _glyphs;
    }

    public static Rgb? ToRgb(IColor? color)
    {
        if (color is null)
        {
            return new Rgb(0, 0, 0);
        }

        // A pattern has no colour of its own and throws when asked.
        if (color.ColorSpace == ColorSpace.Pattern)
        {
            return null;
        }

        var (red, green, blue) = color.ToRGBValues();
        return new Rgb(red, green, blue);
    }

    private GlyphTraits Seen(CurrentGraphicsState state, IFont font, double size, double x, double y, double upX, double upY, Box clip)
    {
        var mode = state.FontState.TextRenderingMode;
        if (mode == TextRenderingMode.Neither)
        {
            return GlyphTraits.Unpainted;
        }

        var tiny = size < TinySize && font is not IType3Font;
        // A point in the middle of a small letter stands for the glyph: its box may reach over an edge.
        var (middleX, middleY) = (x + ((upX - x) * 0.3), y + ((upY - y) * 0.3));
        if (tiny || !clip.Contains(middleX, middleY) || !IsPainted(state, mode, middleX, middleY))
        {
            return GlyphTraits.Unseen;
        }

        // Stroking what is filled is how word processors make a bold face out of a regular one.
        return mode is TextRenderingMode.FillThenStroke ? GlyphTraits.Bold : GlyphTraits.None;
    }

    private bool IsPainted(CurrentGraphicsState state, TextRenderingMode mode, double x, double y)
    {
        var fills = mode is TextRenderingMode.Fill or TextRenderingMode.FillThenStroke or TextRenderingMode.FillClip or TextRenderingMode.FillThenStrokeClip;
        var strokes = mode is TextRenderingMode.Stroke or TextRenderingMode.FillThenStroke or TextRenderingMode.StrokeClip or TextRenderingMode.FillThenStrokeClip;
        // Letters that only clip are a window onto what is painted next, a picture as a rule.
        return (!fills && !strokes)
            || (fills && Shows(state.CurrentNonStrokingColor, state.AlphaConstantNonStroking, x, y))
            || (strokes && Shows(state.CurrentStrokingColor, state.AlphaConstantStroking, x, y));
    }

    private bool Shows(IColor? color, double alpha, double x, double y) =>
        alpha > Transparent && (ToRgb(color) is not { } rgb || !backdrop.Hides(x, y, rgb));

    private static double Distance(double x1, double y1, double x2, double y2) => Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
}
