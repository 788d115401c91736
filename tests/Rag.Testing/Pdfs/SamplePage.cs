using System.Text;
using static Rag.Testing.Pdfs.PdfFile;

namespace Rag.Testing.Pdfs;

/// <summary>A page drawn by hand. Points; the origin is the lower left corner, as in the format.</summary>
public sealed class SamplePage
{
    public const double Width = 595;
    public const double Height = 842;

    private readonly StringBuilder _operators = new();

    public string Operators => _operators.ToString();

    /// <summary>More entries of the page's dictionary, such as <c>/Rotate 90</c>.</summary>
    public string Entries { get; private set; } = "";

    public SamplePage Text(double x, double y, string text, double size = 11, bool bold = false)
    {
        var (font, operand) = PdfFonts.Write(text, bold);
        return Raw(Invariant($"BT /{font} {size} Tf {x} {y} Td {operand} Tj ET"));
    }

    /// <summary>Text that runs in a direction, degrees counter-clockwise.</summary>
    public SamplePage TextAt(double x, double y, string text, double degrees, double size = 11)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (font, operand) = PdfFonts.Write(text, bold: false);
        return Raw(Invariant($"BT /{font} {size} Tf {cosine:0.####} {sine:0.####} {-sine:0.####} {cosine:0.####} {x} {y} Tm {operand} Tj ET"));
    }

    /// <summary>Glyphs whose characters nothing in the file tells.</summary>
    public SamplePage UnreadableText(double x, double y, int glyphs) =>
        Raw(Invariant($"BT /Unreadable 11 Tf {x} {y} Td <{string.Concat(Enumerable.Range(0, glyphs).Select(i => $"F1{i % 256:X2}"))}> Tj ET"));

    public SamplePage Image(double x, double y, double width, double height) =>
        Raw(Invariant($"q {width} 0 0 {height} {x} {y} cm /Picture Do Q"));

    public SamplePage Rectangle(double x, double y, double width, double height, double gray) =>
        Raw(Invariant($"q {gray} g {x} {y} {width} {height} re f Q"));

    /// <summary>Lines of a text as wide as a column. <c>#</c> and <c>##</c> begin headings, a blank line ends a paragraph.</summary>
    /// <returns>The height below the last line.</returns>
    public double Flow(string text, double x, double top, double width, double size = 11)
    {
        var y = top;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var level = line.StartsWith("## ", StringComparison.Ordinal) ? 2 : line.StartsWith("# ", StringComparison.Ordinal) ? 1 : 0;
            var (lineSize, bold) = level switch { 1 => (size * 1.7, true), 2 => (size * 1.3, true), _ => (size, false) };
            if (line.Length == 0)
            {
                y -= size * 0.8;
                continue;
            }

            foreach (var piece in Wrap(level == 0 ? line : line[(level + 1)..], width, lineSize, bold))
            {
                y -= lineSize * 1.25;
                Text(x, y, piece, lineSize, bold);
            }
        }

        return y;
    }

    public SamplePage Raw(string operators)
    {
        _operators.Append(operators).Append('\n');
        return this;
    }

    public SamplePage With(string entries)
    {
        Entries += " " + entries;
        return this;
    }

    private static IEnumerable<string> Wrap(string text, double width, double size, bool bold)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && PdfFonts.Width(longer, size, bold) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }
}
