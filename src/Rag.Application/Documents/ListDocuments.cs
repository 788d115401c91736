using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>All documents, by name.</summary>
public sealed record ListDocuments : IRequest<Result<IReadOnlyList<Document>>>;

internal sealed class ListDocumentsHandler(IDocumentRepository documents)
    : IRequestHandler<ListDocuments, Result<IReadOnlyList<Document>>>
{
    public async Task<Result<IReadOnlyList<Document>>> Handle(ListDocuments request, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<Document>>.Success(await documents.ListAsync(cancellationToken));
}
