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
    private readonly SemaphoreSlim _processes = new(options.Value.MaxProcesses > 0 ? options.Value.MaxProcesses : Environment.ProcessorCount);

    public async Task<Result<PdfText>> ExtractAsync(
        Stream content, IProgress<ExtractionProgress> progress, CancellationToken cancellationToken)
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
        ReadOnlyMemory<byte> file, IProgress<ExtractionProgress> progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var process = PdfWorkerProcess.Start(PdfWorkerCommand.Create(_options));
        await using var watch = new PdfWatch(process, _options, time, cancellationToken);
        var conversation = new PdfConversation(_options, watch.Allow, progress);
        try
        {
            var result = await conversation.HoldAsync(process, file, watch.Stopped);
            Report(result.Error?.Code, file.Length, started);
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
            Report(error.Code, file.Length, started);
            return error;
        }
    }

    private void Report(string? failure, int bytes, long started)
    {
        var elapsed = (long)time.GetElapsedTime(started).TotalMilliseconds;
        PdfRead(failure ?? "complete", bytes, elapsed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PDF read: {Outcome} ({Bytes} bytes, {Milliseconds} ms)")]
    private partial void PdfRead(string outcome, int bytes, long milliseconds);
}
