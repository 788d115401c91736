namespace Rag.Application.Ingestion;

/// <summary>A line of a page with its text cleaned.</summary>
internal sealed record CleanLine(string Text, PdfLine Source)
{
    public LineKind Kind { get; } = LineKinds.Of(Text);

    public bool IsBold => Source.Marks.HasFlag(TextMarks.Bold);

    public bool IsHidden => Source.Marks.HasFlag(TextMarks.Hidden);

    public bool IsRotated => Source.Marks.HasFlag(TextMarks.Rotated);
}
