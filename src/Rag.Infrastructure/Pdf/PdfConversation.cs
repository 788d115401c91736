using System.Text;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.Pdf;

/// <summary>Gives a file to a reading process and takes its pages, within the limits and not believing a word of it.</summary>
/// <param name="onOpened">Told how many pages there are before the first one comes.</param>
internal sealed class PdfConversation(PdfOptions options, Action<int> onOpened, IProgress<PageRead> progress)
{
    private readonly List<PdfPage> _pages = [];
    private PdfOpened? _opened;
    private long _textBytes;

    /// <summary>The process could not give the network up.</summary>
    public bool KeptNetwork { get; private set; }

    /// <exception cref="PdfWorkerException">The process does not work, whatever the file.</exception>
    /// <exception cref="PdfProtocolException">The file broke the process, or it says what it cannot.</exception>
    public async Task<Result<PdfText>> HoldAsync(PdfWorkerProcess process, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var frames = new PdfFrameReader(process.Output, options.Limits);
        try
        {
            await frames.ReadHeaderAsync(cancellationToken);
        }
        catch (PdfProtocolException e)
        {
            throw new PdfWorkerException("The PDF reading process did not start as it should.", e);
        }

        try
        {
            await PdfRequest.WriteAsync(process.Input, options.Limits, file, cancellationToken);
        }
        catch (IOException e)
        {
            throw new PdfProtocolException("The reading process went away before it had the file.", e);
        }

        return await ReadAsync(frames, cancellationToken);
    }

    internal async Task<Result<PdfText>> ReadAsync(PdfFrameReader frames, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await frames.ReadFrameAsync(cancellationToken))
            {
                case PdfNetworkKept when _opened is null && !KeptNetwork:
                    KeptNetwork = true;
                    break;
                case PdfOpened opened when _opened is null && opened.Pages > 0:
                    if (opened.Pages > options.MaxPages)
                    {
                        return PdfErrors.TooManyPages(options.MaxPages);
                    }

                    _opened = opened;
                    onOpened(opened.Pages);
                    break;
                case PdfPageRead { Page: var page } when page.Number == _pages.Count + 1 && page.Number <= _opened?.Pages:
                    _textBytes += page.Lines.Sum(line => (long)Encoding.UTF8.GetByteCount(line.Text));
                    if (_textBytes > options.MaxTextBytes)
                    {
                        return PdfErrors.TooComplex();
                    }

                    _pages.Add(page);
                    progress.Report(new PageRead(page, _opened.Pages, PdfTitle.Usable(_opened.Title)));
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
