using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>Which document a link's token opens under this name; asks no store.</summary>
public sealed record ReadDocumentLink(string FileName, string Token) : IRequest<Result<DocumentId>>;

internal sealed class ReadDocumentLinkHandler(IDocumentLinkSigner signer) : IRequestHandler<ReadDocumentLink, Result<DocumentId>>
{
    public Task<Result<DocumentId>> Handle(ReadDocumentLink request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        var document = name.IsSuccess ? signer.Read(request.Token, name.Value) : null;
        return Task.FromResult<Result<DocumentId>>(document is { } linked ? linked : DocumentErrors.LinkRefused());
    }
}
