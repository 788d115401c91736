using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.Pdf;

/// <summary>Gives a file to a reading process and takes its pages, within the limits and not believing a word of it.</summary>
internal sealed class PdfConversation(PdfOptions options, PdfWatch watch, IProgress<ExtractionProgress> progress)
{
    private readonly List<PdfPage> _pages = [];
    private PdfOpened? _opened;
    private long _textBytes;

    public async Task<Result<PdfText>> HoldAsync(PdfWorkerProcess process, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        try
        {
            await PdfRequest.WriteAsync(process.Input, options.Limits, file, cancellationToken);
        }
        catch (IOException e)
        {
            throw new PdfProtocolException("The reading process went away before it had the file.", e);
        }

        return await ReadAsync(process.Output, cancellationToken);
    }

    /// <exception cref="PdfProtocolException">The answer is not one.</exception>
    internal async Task<Result<PdfText>> ReadAsync(Stream answer, CancellationToken cancellationToken)
    {
        var frames = new PdfFrameReader(answer, options.Limits);
        await frames.ReadHeaderAsync(cancellationToken);
        while (true)
        {
            switch (await frames.ReadFrameAsync(cancellationToken))
            {
                case PdfOpened opened when _opened is null && opened.Pages > 0:
                    if (opened.Pages > options.MaxPages)
                    {
                        return PdfErrors.TooManyPages(options.MaxPages);
                    }

                    _opened = opened;
                    watch.Allow(opened.Pages);
                    break;
                case PdfPageRead { Page: var page } when page.Number == _pages.Count + 1 && page.Number <= _opened?.Pages:
                    _textBytes += page.Lines.Sum(line => (long)System.Text.Encoding.UTF8.GetByteCount(line.Text));
                    if (_textBytes > options.MaxTextBytes)
                    {
                        return PdfErrors.TooComplex();
                    }

                    _pages.Add(page);
                    progress.Report(new ExtractionProgress(_pages.Count, _opened.Pages));
                    break;
                case PdfEnded { Outcome: var outcome }:
                    return Conclude(outcome);
                default:
                    throw new PdfProtocolException("A frame came where it cannot.");
            }
        }
    }

    private Result<PdfText> Conclude(PdfOutcome outcome) => outcome switch
    {
        PdfOutcome.Encrypted => PdfErrors.Encrypted(),
        PdfOutcome.Damaged => PdfErrors.Damaged(),
        PdfOutcome.TooComplex => PdfErrors.TooComplex(),
        PdfOutcome.TooManyPages => PdfErrors.TooManyPages(options.MaxPages),
        PdfOutcome.Complete when _opened is null || _pages.Count != _opened.Pages => throw new PdfProtocolException("Pages are missing."),
        PdfOutcome.Complete when !_pages.Exists(HasText) => PdfErrors.NoText(),
        PdfOutcome.Complete => new PdfText(PdfTitle.Usable(_opened.Title), _pages),
    };

    private static bool HasText(PdfPage page) =>
        page.Lines.Any(line => !line.Marks.HasFlag(TextMarks.Hidden) && line.Text.Any(char.IsLetterOrDigit));
}
