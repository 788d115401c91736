using MediatR;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>One document by its name, and what was found out about its pages.</summary>
public sealed record ExamineDocument(string FileName) : IRequest<Result<ExaminedDocument>>;

/// <param name="Pages">In their order; none before the version that is told about was read.</param>
public sealed record ExaminedDocument(Document Document, IReadOnlyList<PageFacts> Pages);

internal sealed class ExamineDocumentHandler(IDocumentRepository documents, IPassageRepository passages)
    : IRequestHandler<ExamineDocument, Result<ExaminedDocument>>
{
    public async Task<Result<ExaminedDocument>> Handle(ExamineDocument request, CancellationToken cancellationToken)
    {
        // A name that cannot be one is the name of no document.
        var name = FileName.Parse(request.FileName);
        var document = name.IsSuccess ? await documents.FindByNameAsync(name.Value, cancellationToken) : null;
        if (document is null)
        {
            return DocumentErrors.NotFound(request.FileName);
        }

        // Pages of a version under way are there before it is ready: half of the story would read as all of it.
        var isRead = document.Current.Status == DocumentStatus.Ready;
        return new ExaminedDocument(
            document, isRead ? await passages.ListFactsAsync(document.Id, document.Current.Number, cancellationToken) : []);
    }
}
