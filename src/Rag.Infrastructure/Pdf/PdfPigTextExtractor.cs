using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Infrastructure.Pdf.Protocol;

namespace Rag.Infrastructure.Pdf;

/// <summary>Reads PDFs with PdfPig in a process of their own, which some files crash, hang or fill with gigabytes.</summary>
internal sealed partial class PdfPigTextExtractor(IOptions<PdfOptions> options, TimeProvider time, ILogger<PdfPigTextExtractor> logger)
    : IPdfTextExtractor, IDisposable
{
    private readonly PdfOptions _options = options.Value;
    private readonly PdfBudget _budget = PdfBudget.Of(options.Value);
    private readonly SemaphoreSlim _processes = new(PdfBudget.Of(options.Value).Processes);
    private int _saidNetworkKept;

    public async Task<Result<PdfText>> ExtractAsync(
        Stream content, IProgress<PageRead> progress, CancellationToken cancellationToken)
    {
        await _processes.WaitAsync(cancellationToken);
        try
        {
            using var file = new MemoryStream();
            await content.CopyToAsync(file, cancellationToken);
            return await ReadAsync(file.GetBuffer().AsMemory(0, (int)file.Length), progress, cancellationToken);
        }
        finally
        {
            _processes.Release();
        }
    }

    public void Dispose() => _processes.Dispose();

    private async Task<Result<PdfText>> ReadAsync(
        ReadOnlyMemory<byte> file, IProgress<PageRead> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var process = PdfWorkerProcess.Start(PdfWorkerCommand.Create(_options, _budget));
        await using var watch = new PdfWatch(process, _options, _budget, time, cancellationToken);
        var conversation = new PdfConversation(_options, watch.Allow, progress);
        try
        {
            var result = await conversation.HoldAsync(process, file, watch.Stopped);
            Report(result.Error?.Code, file.Length, started, watch.HighestBytes);
            return result;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is PdfProtocolException or PdfWorkerException)
        {
            // The process was killed because nobody waits any more: that is no fault of the file.
            throw new OperationCanceledException("Reading was given up.", e, cancellationToken);
        }
        catch (Exception e) when (e is PdfProtocolException || (watch.Verdict is not null && e is OperationCanceledException or PdfWorkerException))
        {
            var error = watch.Verdict ?? PdfErrors.Damaged();
            Report(error.Code, file.Length, started, watch.HighestBytes);
            return error;
        }
        finally
        {
            if (conversation.KeptNetwork && Interlocked.Exchange(ref _saidNetworkKept, 1) == 0)
            {
                NetworkKept();
            }
        }
    }

    private void Report(string? failure, int bytes, long started, long highest)
    {
        var elapsed = (long)time.GetElapsedTime(started).TotalMilliseconds;
        PdfRead(failure ?? "complete", bytes, elapsed, highest >> 20);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PDF read: {Outcome} ({Bytes} bytes, {Milliseconds} ms, {Megabytes} MB)")]
    private partial void PdfRead(string outcome, int bytes, long milliseconds, long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PDFs are read by a process that keeps its network: this kernel lets no process without rights give it up")]
    private partial void NetworkKept();
}
