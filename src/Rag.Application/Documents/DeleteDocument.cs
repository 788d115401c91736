using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>Removes a document: from answers at once, then from every store.</summary>
public sealed record DeleteDocument(string FileName) : IRequest<Result>;

internal sealed partial class DeleteDocumentHandler(
    IDocumentRepository documents, VersionCleaner cleaner, ILogger<DeleteDocumentHandler> logger) : IRequestHandler<DeleteDocument, Result>
{
    public async Task<Result> Handle(DeleteDocument request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        if (!name.IsSuccess)
        {
            return DocumentErrors.NotFound(request.FileName);
        }

        for (var attempt = 0; attempt < 10; attempt++)
        {
            var document = await documents.FindByNameAsync(name.Value, cancellationToken);
            if (document is null)
            {
                return DocumentErrors.NotFound(request.FileName);
            }

            // The record is what answers ask: once it is gone nothing of the document can be cited, whatever is still stored.
            if (await documents.RemoveAsync(document, CancellationToken.None))
            {
                await cleaner.RemoveAsync(document.Id, document.Visible, CancellationToken.None);
                await cleaner.RemoveAsync(document.Id, document.Pending, CancellationToken.None);
                DocumentDeleted(document.Id);
                return Result.Success;
            }
        }

        return DocumentErrors.ChangedMeanwhile(name.Value.Value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {DocumentId} deleted")]
    private partial void DocumentDeleted(DocumentId documentId);
}
