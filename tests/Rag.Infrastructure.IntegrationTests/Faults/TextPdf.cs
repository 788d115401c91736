using System.Text;
using Rag.Application.Ingestion;
using Rag.Domain.Results;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Files that begin as a PDF does and hold their pages as text; here only what becomes of the pages matters.</summary>
internal sealed class TextPdf : IPdfTextExtractor
{
    private const string Start = "%PDF-text\n";

    public static Stream Of(params string[] pages) => new MemoryStream(Encoding.UTF8.GetBytes(Start + string.Join('\f', pages)));

    public async Task<Result<PdfText>> ExtractAsync(Stream content, IProgress<ExtractionProgress> progress, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var pages = (await reader.ReadToEndAsync(cancellationToken))[Start.Length..].Split('\f');
        return new PdfText(Title: null, [.. pages.Select((text, index) => Page(index + 1, text))]);
    }

    private static PdfPage Page(int number, string text) =>
        new(number, [.. text.Split('\n').Select((line, block) => new PdfLine(line, 11, 0.1 + (0.02 * block), 0.12 + (0.02 * block), block, TextMarks.None))],
            Rotation: 0, Images: 0, Glyphs: text.Length, UnreadableGlyphs: 0);
}
