using System.Text;
using Rag.Application.Ingestion;
using Rag.Domain.Results;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Files that begin as a PDF does and hold their pages as text; here only what becomes of the pages matters.</summary>
internal sealed class TextPdf : IPdfTextExtractor
{
    private const string Start = "%PDF-text\n";

    /// <summary>Called with a page's number when it has been told of.</summary>
    public Func<int, Task>? AfterPage { get; set; }

    public static Stream Of(params string[] pages) => new MemoryStream(Encoding.UTF8.GetBytes(Start + string.Join('\f', pages)));

    public async Task<Result<PdfText>> ExtractAsync(Stream content, IProgress<PageRead> progress, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var pages = (await reader.ReadToEndAsync(cancellationToken))[Start.Length..].Split('\f');
        var read = new PdfText(Title: null, [.. pages.Select((text, index) => Page(index + 1, text))]);
        foreach (var page in read.Pages)
        {
            progress.Report(new PageRead(page, pages.Length, read.Title));
            await (AfterPage?.Invoke(page.Number) ?? Task.CompletedTask);
        }

        return read;
    }

    private static PdfPage Page(int number, string text) =>
        new(number, [.. text.Split('\n').Select((line, block) => new PdfLine(line, 11, 0.1 + (0.02 * block), 0.12 + (0.02 * block), block, TextMarks.None))],
            Rotation: 0, Images: 0, Glyphs: text.Length, UnreadableGlyphs: 0);
}
