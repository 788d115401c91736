using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>A link that opens a document's file for a short time, for a browser tab that cannot send a header.</summary>
public sealed record LinkToDocument(string FileName) : IRequest<Result<DocumentLink>>;

internal sealed class LinkToDocumentHandler(IDocumentRepository documents, DocumentLinks links)
    : IRequestHandler<LinkToDocument, Result<DocumentLink>>
{
    public async Task<Result<DocumentLink>> Handle(LinkToDocument request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        var document = name.IsSuccess ? await documents.FindByNameAsync(name.Value, cancellationToken) : null;
        return document is null ? DocumentErrors.NotFound(request.FileName) : links.To(document);
    }
}
