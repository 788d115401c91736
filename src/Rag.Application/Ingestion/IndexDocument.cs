using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>Makes a claimed version searchable: read, chunk, embed, write, and then the one switch that shows it.</summary>
public sealed record IndexDocument(IngestionJob Job, IngestionProgress Progress) : IRequest<Result>;

internal sealed partial class IndexDocumentHandler(
    IDocumentRepository documents,
    PdfReader reader,
    PassageWriter writer,
    VersionCleaner cleaner,
    TimeProvider time,
    IOptions<IngestionOptions> options,
    ILogger<IndexDocumentHandler> logger) : IRequestHandler<IndexDocument, Result>
{
    public async Task<Result> Handle(IndexDocument request, CancellationToken cancellationToken)
    {
        var job = request.Job;
        var document = await documents.FindAsync(job.Document, cancellationToken);
        if (document?.Pending is not { Status: DocumentStatus.Processing } version || version.Number != job.Version)
        {
            return DocumentErrors.NotUnderWay(job.Document, job.Version);
        }

        // The attempt before the last one may have taken the whole process with it, so nothing else could have counted it.
        if (job.Attempt > options.Value.MaxAttempts)
        {
            return await FailAsync(job, DocumentErrors.IngestionFailed(), cancellationToken);
        }

        // An earlier attempt may have been cut with other settings: what it left would mix with what is written now.
        if (job.Attempt > 1)
        {
            await cleaner.RemoveIndexedAsync(job.Document, job.Version, cancellationToken);
        }

        var text = await reader.ReadAsync(document.Name, version.File, request.Progress, cancellationToken);
        if (!text.IsSuccess)
        {
            return await FailAsync(job, text.Error, cancellationToken);
        }

        var written = await writer.WriteAsync(document, version, text.Value, request.Progress, cancellationToken);
        return written.IsSuccess
            ? await ShowAsync(job, text.Value.Pages.Count, written.Value, cancellationToken)
            : await FailAsync(job, written.Error, cancellationToken);
    }

    private async Task<Result> ShowAsync(IngestionJob job, int pages, int chunks, CancellationToken cancellationToken)
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
        await cleaner.RemoveAsync(job.Document, replaced, CancellationToken.None);
        return Result.Success;
    }

    private async Task<Result> FailAsync(IngestionJob job, Error error, CancellationToken cancellationToken)
    {
        await cleaner.RemoveIndexedAsync(job.Document, job.Version, cancellationToken);
        var changed = await ChangeAsync(
            job, document => document.MarkFailed(job.Version, new IngestionFailure(error.Code, error.Detail)), cancellationToken);
        if (changed.IsSuccess)
        {
            DocumentFailed(job.Document, job.Version, error.Code);
        }

        return changed;
    }

    /// <summary>Reads, changes and saves until nobody else saves in between, or the version is no longer ours.</summary>
    private async Task<Result> ChangeAsync(IngestionJob job, Func<Document, Result> change, CancellationToken cancellationToken)
    {
        while (await documents.FindAsync(job.Document, cancellationToken) is { } document)
        {
            var changed = change(document);
            if (!changed.IsSuccess || await documents.SaveAsync(document, cancellationToken))
            {
                return changed;
            }
        }

        return DocumentErrors.NotUnderWay(job.Document, job.Version);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {DocumentId} version {Version} is ready ({Pages} pages, {Chunks} chunks)")]
    private partial void DocumentIndexed(DocumentId documentId, int version, int pages, int chunks);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {DocumentId} version {Version} failed: {Code}")]
    private partial void DocumentFailed(DocumentId documentId, int version, string code);
}
