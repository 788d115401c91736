using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Domain.Results;
using Rag.Infrastructure.Pdf;
using Rag.Infrastructure.Pdf.Protocol;
using Rag.Infrastructure.Pdf.Worker;
using Rag.Testing;
using Rag.Testing.Pdfs;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>Ways to read a PDF in a test.</summary>
internal static class PdfReading
{
    public static PdfPigTextExtractor Extractor(Action<PdfOptions>? configure = null)
    {
        // Time enough for a busy machine: a test that means to run out of it says so.
        var options = new PdfOptions { MinTime = TimeSpan.FromMinutes(4) };
        configure?.Invoke(options);
        return new PdfPigTextExtractor(Options.Create(options), TimeProvider.System, NullLogger<PdfPigTextExtractor>.Instance);
    }

    /// <summary>Through the real process.</summary>
    public static async Task<Result<PdfText>> ExtractAsync(
        byte[] pdf, Action<PdfOptions>? configure = null, IProgress<PageRead>? progress = null, CancellationToken cancellationToken = default)
    {
        using var extractor = Extractor(configure);
        return await extractor.ExtractAsync(new MemoryStream(pdf), progress ?? new Progress<PageRead>(), cancellationToken);
    }

    /// <summary>What the process does, in this one: for files that mean no harm.</summary>
    public static async Task<PdfText> ReadHereAsync(byte[] pdf)
    {
        var options = new PdfOptions();
        using var answer = new MemoryStream();
        using (var frames = new PdfFrameWriter(answer))
        {
            frames.WriteEnded(PdfFileReader.Read(new PdfRequest(options.Limits, pdf), frames));
        }

        answer.Position = 0;
        var result = await new PdfConversation(options, _ => { }, new Progress<PageRead>())
            .ReadAsync(new PdfFrameReader(answer, options.Limits), default);
        return result.Value;
    }

    /// <summary>The lines of a page drawn by hand.</summary>
    public static async Task<IReadOnlyList<PdfLine>> LinesAsync(SamplePage page) => (await ReadHereAsync(SamplePdf.From([page]))).Pages[0].Lines;

    public static IEnumerable<string> Texts(this IEnumerable<PdfLine> lines, TextMarks with = TextMarks.None) =>
        lines.Where(line => line.Marks.HasFlag(with)).Select(line => line.Text);

    public static IEnumerable<string> Seen(this IEnumerable<PdfLine> lines) =>
        lines.Where(line => !line.Marks.HasFlag(TextMarks.Hidden)).Select(line => line.Text);
}
