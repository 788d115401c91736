using Rag.Application.Ingestion;
using Rag.Domain.Passages;

namespace Rag.Application.UnitTests.Ingestion;

/// <summary>Pages of a PDF line by line, as an extractor hands them over; each line stands 12 points below the one before it.</summary>
internal sealed class PdfSketch
{
    public const double Body = 10;

    private const double Height = 842;

    private readonly List<PdfPage> _pages = [];
    private List<PdfLine> _lines = [];
    private double _y = 80;
    private int _block;

    /// <summary>Lines of one block.</summary>
    public PdfSketch Block(params string[] lines) => Add(Body, TextMarks.None, lines);

    public PdfSketch Heading(string line, double size = 14, bool bold = false) => Add(size, bold ? TextMarks.Bold : TextMarks.None, [line]);

    public PdfSketch Marked(TextMarks marks, params string[] lines) => Add(Body, marks, lines);

    /// <summary>A line at a place of its own, points from the top of the page.</summary>
    public PdfSketch At(double top, string line, double size = Body)
    {
        _block++;
        _lines.Add(new PdfLine(line, size, top / Height, (top + size) / Height, _block, TextMarks.None));
        return this;
    }

    public PdfSketch EndPage(int images = 0, int glyphs = 100, int unreadable = 0, int rotation = 0)
    {
        _pages.Add(new PdfPage(_pages.Count + 1, _lines, rotation, images, glyphs, unreadable));
        (_lines, _y) = ([], 80);
        return this;
    }

    public IReadOnlyList<ExtractedPage> Build()
    {
        if (_lines.Count > 0)
        {
            EndPage();
        }

        return PageTextBuilder.Build(new PdfText(Title: null, _pages));
    }

    /// <summary>The text of the only page.</summary>
    public string Text() => Build().Single().Text;

    private PdfSketch Add(double size, TextMarks marks, string[] lines)
    {
        _block++;
        foreach (var line in lines)
        {
            _lines.Add(new PdfLine(line, size, _y / Height, (_y + size) / Height, _block, marks));
            _y += size * 1.2;
        }

        _y += size;
        return this;
    }
}
