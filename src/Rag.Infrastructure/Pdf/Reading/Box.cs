namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>An upright rectangle on the page as shown: points, from the lower left corner.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public static readonly Box Empty = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    public bool IsEmpty => !(Right > Left && Top > Bottom);

    public double Area => IsEmpty ? 0 : (Right - Left) * (Top - Bottom);

    public bool Contains(double x, double y) => x >= Left && x <= Right && y >= Bottom && y <= Top;

    public Box Include(double x, double y) => new(Math.Min(Left, x), Math.Min(Bottom, y), Math.Max(Right, x), Math.Max(Top, y));

    public Box Intersect(Box other) => new(
        Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Min(Right, other.Right), Math.Min(Top, other.Top));
}
