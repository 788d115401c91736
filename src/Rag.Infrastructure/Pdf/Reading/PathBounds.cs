namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>The path under construction: only how far it reaches, and whether it is one plain rectangle.</summary>
internal sealed class PathBounds
{
    private int _rectangles;
    private bool _hasOther;

    public Box Box { get; private set; } = Box.Empty;

    public bool IsRectangle => _rectangles == 1 && !_hasOther;

    public void AddPoint(double x, double y)
    {
        _hasOther = true;
        Box = Box.Include(x, y);
    }

    public void AddRectangle((double X, double Y) corner, (double X, double Y) opposite)
    {
        _rectangles++;
        Box = Box.Include(corner.X, corner.Y).Include(opposite.X, opposite.Y);
    }

    public void Clear()
    {
        (_rectangles, _hasOther, Box) = (0, false, Box.Empty);
    }
}
