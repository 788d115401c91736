namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>
/// What has been painted so far, as far as it can hide text: a glyph in the colour of what lies beneath it is not seen. Where the
/// colour beneath is not known for sure (pictures, shadings, patterns, transparent or irregular areas) text counts as seen, since
/// losing text that people read is worse than keeping some that they do not.
/// </summary>
internal sealed class Backdrop
{
    /// <summary>Least difference of a channel (0..1) that an eye makes out on paper or screen.</summary>
    private const double Contrast = 0.08;

    /// <summary>Pages with more areas than this are drawings; looking through all of them for each glyph would take too long.</summary>
    private const int MostAreas = 4000;

    private readonly List<Area> _areas = [];
    private bool _full;

    private readonly record struct Area(Box Box, Rgb? Color);

    /// <param name="color">Null where it is not known.</param>
    public void Paint(Box box, Rgb? color)
    {
        if (box.IsEmpty || _full)
        {
            return;
        }

        _areas.Add(new Area(box, color));
        _full = _areas.Count >= MostAreas;
    }

    public bool Hides(double x, double y, Rgb color)
    {
        for (var i = _areas.Count - 1; i >= 0; i--)
        {
            if (_areas[i].Box.Contains(x, y))
            {
                return _areas[i].Color is { } beneath && color.IsLike(beneath, Contrast);
            }
        }

        return !_full && color.IsLike(Rgb.White, Contrast);
    }
}

/// <summary>A colour, its channels 0..1.</summary>
internal readonly record struct Rgb(double Red, double Green, double Blue)
{
    public static readonly Rgb White = new(1, 1, 1);

    public bool IsLike(Rgb other, double difference) =>
        Math.Abs(Red - other.Red) < difference && Math.Abs(Green - other.Green) < difference && Math.Abs(Blue - other.Blue) < difference;
}
