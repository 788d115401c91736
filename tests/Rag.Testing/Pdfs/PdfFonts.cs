using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using static Rag.Testing.Pdfs.PdfFile;

namespace Rag.Testing.Pdfs;

/// <summary>The fonts of the samples, none embedded, so that a page costs a few hundred bytes.</summary>
internal static partial class PdfFonts
{
    private static readonly Encoding WinAnsi = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!;

    /// <summary>Adds them to a file.</summary>
    /// <returns>The entries of a page's font resources.</returns>
    public static string AddTo(PdfFile file)
    {
        var regular = file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var bold = file.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        var unicode = file.AddStream(IdentityMap());
        var any = AddComposite(file, $"/ToUnicode {unicode} 0 R");
        var unreadable = AddComposite(file, "");
        return $"/Regular {regular} 0 R /Bold {bold} 0 R /Any {any} 0 R /Unreadable {unreadable} 0 R";
    }

    /// <summary>The font that can write a text, and the text as its string operand.</summary>
    public static (string Font, string Operand) Write(string text, bool bold)
    {
        text = AsDrawn(text);
        var bytes = WinAnsi.GetBytes(text);
        return WinAnsi.GetString(bytes) == text
            ? (bold ? "Bold" : "Regular", $"<{Convert.ToHexString(bytes)}>")
            : ("Any", $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>");
    }

    /// <summary>Points that a text takes at a size.</summary>
    public static double Width(string text, double size, bool bold)
    {
        var metrics = Standard14.GetAdobeFontMetrics(bold ? Standard14Font.HelveticaBold : Standard14Font.Helvetica);
        // Accented letters are as wide as their base letters, near enough for wrapping lines.
        var thousandths = text.Normalize(NormalizationForm.FormD)
            .Where(c => c is < '\u0300' or > '\u036F')
            .Sum(c => metrics.CharacterMetrics.TryGetValue(Name(c), out var metric) ? metric.Width.X : 556);
        return thousandths * size / 1000;
    }

    /// <summary>Right-to-left letters in the order in which they stand on paper from left to right, as producers write them.</summary>
    private static string AsDrawn(string text) => RightToLeft().Replace(text, run => new string([.. run.Value.Reverse()]));

    [GeneratedRegex(@"[\u0590-\u08FF](?:[\u0590-\u08FF\s]*[\u0590-\u08FF])?")]
    private static partial Regex RightToLeft();

    private static string Name(char c) => c switch
    {
        ' ' => "space",
        '.' => "period",
        ',' => "comma",
        '-' => "hyphen",
        ':' => "colon",
        _ => c.ToString(),
    };

    private static int AddComposite(PdfFile file, string entries)
    {
        var descriptor = file.Add(
            "<< /Type /FontDescriptor /FontName /Sample /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>");
        var descendant = file.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 600 /CIDToGIDMap /Identity >>");
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] {entries} >>");
    }

    /// <summary>Every code is the UTF-16 unit that it stands for.</summary>
    private static string IdentityMap()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Identity def /CMapType 2 def\n");
        map.Append("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var rows in Enumerable.Range(0, 256).Chunk(64))
        {
            map.Append(Invariant($"{rows.Length} beginbfrange\n"));
            foreach (var row in rows)
            {
                map.Append(Invariant($"<{row:X2}00> <{row:X2}FF> <{row:X2}00>\n"));
            }

            map.Append("endbfrange\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }
}
