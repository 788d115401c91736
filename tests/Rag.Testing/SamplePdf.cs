using Rag.Testing.Pdfs;

namespace Rag.Testing;

/// <summary>Good PDFs made in code. What is wrong with a file on purpose is made by <see cref="HostilePdf"/>.</summary>
public static class SamplePdf
{
    /// <summary>
    /// A page a text, wrapped to the page's width. A blank line ends a paragraph, <c># </c> and <c>## </c> begin headings.
    /// Any character can be written.
    /// </summary>
    public static byte[] WithPages(params string[] pages) => From([.. pages.Select(Page)]);

    /// <summary>The same with a title in its metadata.</summary>
    public static byte[] Titled(string title, params string[] pages) => From([.. pages.Select(Page)], title);

    /// <summary>Pages drawn by hand.</summary>
    public static byte[] From(IReadOnlyList<SamplePage> pages, string? title = null)
    {
        var file = new PdfFile();
        var root = Write(file, pages);
        return file.Build(root, title is null ? "" : $"/Info {file.Add($"<< /Title {TextString(title)} >>")} 0 R");
    }

    /// <summary>
    /// A manual of six pages in Spanish (1 to 3) and English (4 to 6) with headings, a running header and footer, and facts
    /// (figures, prices, codes, addresses) that stand on one page only.
    /// </summary>
    public static byte[] Manual() => From([.. SampleManual.Pages.Select(SampleManual.Draw)], SampleManual.Title);

    /// <summary>Writes catalogue, pages, fonts and a picture.</summary>
    /// <returns>The catalogue's number.</returns>
    internal static int Write(PdfFile file, IReadOnlyList<SamplePage> pages)
    {
        var tree = file.Reserve();
        var fonts = PdfFonts.AddTo(file);
        var picture = file.AddStream([0x40, 0x80], "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");
        var kids = pages.Select(page => AddPage(file, page, tree, $"<< /Font << {fonts} >> /XObject << /Picture {picture} 0 R >> /ExtGState << /Transparent << /ca 0 /CA 0 >> >> >>")).ToList();
        file.Set(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        return file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>");
    }

    private static int AddPage(PdfFile file, SamplePage page, int tree, string resources)
    {
        var contents = file.AddStream(page.Operators);
        return file.Add(PdfFile.Invariant(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {SamplePage.Width} {SamplePage.Height}] /Resources {resources} /Contents {contents} 0 R {page.Entries} >>"));
    }

    private static SamplePage Page(string text)
    {
        // A long text is written smaller until it fits, so that a test may ask for any page it likes.
        for (var size = 11.0; size >= 4; size--)
        {
            var page = new SamplePage();
            if (page.Flow(text, x: 72, top: 780, width: 451, size) >= 40)
            {
                return page;
            }
        }

        throw new ArgumentException($"A text of {text.Length} characters does not fit on a page.", nameof(text));
    }

    private static string TextString(string text) => $"<FEFF{Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes(text))}>";
}
