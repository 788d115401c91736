using MediatR;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Documents;

/// <summary>The bytes of the version that answers, or of the only one.</summary>
/// <param name="Only">Not another document that has come to this name since; null takes whichever has it.</param>
public sealed record OpenDocumentFile(string FileName, DocumentId? Only = null) : IRequest<Result<DocumentFile>>;

/// <param name="Content">Seekable; whoever gets it disposes it.</param>
public sealed record DocumentFile(string FileName, Stream Content, string ContentHash, DateTimeOffset LastModified);

internal sealed class OpenDocumentFileHandler(IDocumentRepository documents, IDocumentFileStore files)
    : IRequestHandler<OpenDocumentFile, Result<DocumentFile>>
{
    public async Task<Result<DocumentFile>> Handle(OpenDocumentFile request, CancellationToken cancellationToken)
    {
        var name = FileName.Parse(request.FileName);
        var document = name.IsSuccess ? await documents.FindByNameAsync(name.Value, cancellationToken) : null;
        if (document is null || (request.Only is { } only && document.Id != only))
        {
            return DocumentErrors.NotFound(request.FileName);
        }

        var version = document.Current;
        var content = await files.OpenAsync(version.File.Key, cancellationToken);
        return content is null
            ? DocumentErrors.FileLost(document.Name.Value)
            : new DocumentFile(document.Name.Value, content, version.File.ContentHash, version.UploadedAt);
    }
}
