using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Application.Telemetry;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>How the work on a claimed version ends: it is shown, it has failed, or it is tried again. Only for whom the claim still belongs to.</summary>
internal sealed partial class VersionOutcome(
    IDocumentRepository documents,
    IIngestionQueue queue,
    VersionCleaner cleaner,
    RagMetrics metrics,
    TimeProvider time,
    IOptions<IngestionOptions> options,
    ILogger<VersionOutcome> logger)
{
    public async Task<Result> ShowAsync(IngestionJob job, int pages, int chunks, CancellationToken cancellationToken)
    {
        DocumentVersion? replaced = null;
        var changed = await ChangeAsync(job, document =>
        {
            replaced = document.Visible;
            return document.MarkReady(job.Version, pages, chunks, time.GetUtcNow());
        }, cancellationToken);
        if (!changed.IsSuccess)
        {
            return changed;
        }

        DocumentIndexed(job.Document, job.Version, pages, chunks);
        metrics.IngestionEnded(IngestionEnd.Ready);
        await cleaner.RemoveAsync(job.Document, replaced, CancellationToken.None);
        return Result.Success;
    }

    public async Task<Result> FailAsync(IngestionJob job, Error error, CancellationToken cancellationToken)
    {
        // Whoever took the version over may have written already; what is stored then is no longer ours to remove.
        if (!await IsOursAsync(job, cancellationToken))
        {
            return DocumentErrors.NotUnderWay(job.Document, job.Version);
        }

        await cleaner.RemoveIndexedAsync(job.Document, job.Version, cancellationToken);
        var changed = await ChangeAsync(
            job, document => document.MarkFailed(job.Version, IngestionFailure.Of(error)), cancellationToken);
        if (changed.IsSuccess)
        {
            DocumentFailed(job.Document, job.Version, error.Code);
            metrics.IngestionEnded(IngestionEnd.Failed);
        }

        return changed;
    }

    /// <summary>Leaves it to the next attempt: what stood in the way may be gone by then.</summary>
    public async Task<Result> RetryAsync(IngestionJob job, Error error, CancellationToken cancellationToken)
    {
        await queue.RetryLaterAsync(job, job.RetryDelay, cancellationToken);
        DocumentRetried(job.Document, job.Version, job.Attempt, error.Code);
        metrics.IngestionEnded(IngestionEnd.Retried);
        return Result.Success;
    }

    /// <summary>Reads, changes and saves until nobody else saves in between, or the version is no longer ours.</summary>
    private async Task<Result> ChangeAsync(IngestionJob job, Func<Document, Result> change, CancellationToken cancellationToken)
    {
        while (await documents.FindAsync(job.Document, cancellationToken) is { } document && await IsOursAsync(job, cancellationToken))
        {
            // A claim by another changes the revision that was read, so the save is refused even if the lease runs out right here.
            var changed = change(document);
            if (!changed.IsSuccess || await documents.SaveAsync(document, cancellationToken))
            {
                return changed;
            }
        }

        return DocumentErrors.NotUnderWay(job.Document, job.Version);
    }

    private Task<bool> IsOursAsync(IngestionJob job, CancellationToken cancellationToken) =>
        queue.RenewAsync(job, progress: 1, options.Value.Lease, cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {DocumentId} version {Version} is ready ({Pages} pages, {Chunks} chunks)")]
    private partial void DocumentIndexed(DocumentId documentId, int version, int pages, int chunks);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {DocumentId} version {Version} is tried again after attempt {Attempt}: {Code}")]
    private partial void DocumentRetried(DocumentId documentId, int version, int attempt, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {DocumentId} version {Version} failed: {Code}")]
    private partial void DocumentFailed(DocumentId documentId, int version, string code);
}
