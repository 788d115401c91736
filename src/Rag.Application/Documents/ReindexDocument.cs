using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>Reads and indexes a document's file anew, as a new version: the visible one answers until it is ready.</summary>
/// <param name="IsForced">False: only a version that failed is tried again.</param>
public sealed record ReindexDocument(string FileName, bool IsForced = true) : IRequest<Result<Document>>;

internal sealed class ReindexDocumentHandler(
    IDocumentRepository documents, PdfIntake intake, QueuedVersions versions, TimeProvider time) : IRequestHandler<ReindexDocument, Result<Document>>
{
    public async Task<Result<Document>> Handle(ReindexDocument request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        for (var attempt = 0; name.IsSuccess && attempt < QueuedVersions.MostAttempts; attempt++)
        {
            var document = await documents.FindByNameAsync(name.Value, cancellationToken);
            if (document is null)
            {
                return DocumentErrors.NotFound(request.FileName);
            }

            // What was uploaded last. Where it waits or is being worked on, it is about to be indexed anyway.
            var newest = document.Pending ?? document.Current;
            if (newest.Status is DocumentStatus.Queued or DocumentStatus.Processing || (newest.Status == DocumentStatus.Ready && !request.IsForced))
            {
                return document;
            }

            var queued = await QueueAsync(document, newest, cancellationToken);
            if (!queued.IsSuccess || queued.Value)
            {
                return queued.IsSuccess ? document : queued.Error;
            }
        }

        return name.IsSuccess ? DocumentErrors.ChangedMeanwhile(name.Value.Value) : DocumentErrors.NotFound(request.FileName);
    }

    /// <returns>False: somebody changed the document in between.</returns>
    private async Task<Result<bool>> QueueAsync(Document document, DocumentVersion newest, CancellationToken cancellationToken)
    {
        if (!intake.HasRoom(await documents.CountWaitingAsync(cancellationToken)))
        {
            return DocumentErrors.QueueFull();
        }

        // A copy: a version's file goes with the version, and the old one goes when the new one is ready.
        var copy = await intake.CopyAsync(newest.File, cancellationToken);
        if (copy is null)
        {
            return DocumentErrors.FileLost(document.Name.Value);
        }

        var givenUp = document.Pending;
        document.Replace(copy, time.GetUtcNow());
        if (await versions.AddAsync(document, givenUp))
        {
            return true;
        }

        await intake.DiscardAsync(copy);
        return false;
    }
}
