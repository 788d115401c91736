using MediatR;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>Makes a claimed version searchable: read, chunk, embed, write, and then the one switch that shows it.</summary>
public sealed record IndexDocument(IngestionJob Job, IngestionProgress Progress) : IRequest<Result>;

internal sealed class IndexDocumentHandler(
    IDocumentRepository documents,
    PdfReader reader,
    PassageWriter writer,
    VersionOutcome outcome,
    IOptions<IngestionOptions> options) : IRequestHandler<IndexDocument, Result>
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
            return await outcome.FailAsync(job, DocumentErrors.IngestionFailed(), cancellationToken);
        }

        var text = await reader.ReadAsync(job, document.Name, version.File, request.Progress, cancellationToken);
        if (!text.IsSuccess)
        {
            // A limit by the clock strikes any file where the machine is busy; the others say something of the file.
            return text.Error.Code == PdfErrors.TimedOut().Code && job.Attempt < options.Value.MaxAttempts
                ? await outcome.RetryAsync(job, text.Error, cancellationToken)
                : await outcome.FailAsync(job, text.Error, cancellationToken);
        }

        var written = await writer.WriteAsync(job, document.Name, text.Value, request.Progress, cancellationToken);
        return written.IsSuccess
            ? await outcome.ShowAsync(job, text.Value.Pages.Count, written.Value, cancellationToken)
            : await outcome.FailAsync(job, written.Error, cancellationToken);
    }
}
