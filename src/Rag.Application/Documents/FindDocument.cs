using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>One document by its name.</summary>
public sealed record FindDocument(string FileName) : IRequest<Result<Document>>;

internal sealed class FindDocumentHandler(IDocumentRepository documents) : IRequestHandler<FindDocument, Result<Document>>
{
    public async Task<Result<Document>> Handle(FindDocument request, CancellationToken cancellationToken)
    {
        // A name that cannot be one is the name of no document.
        var name = FileName.Parse(request.FileName);
        var document = name.IsSuccess ? await documents.FindByNameAsync(name.Value, cancellationToken) : null;
        return document is null ? DocumentErrors.NotFound(request.FileName) : document;
    }
}
