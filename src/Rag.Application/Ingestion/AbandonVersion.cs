using MediatR;
using Rag.Application.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>
/// Removes what was written for a version that was replaced or deleted while it was being indexed: whoever did that removed
/// what was stored then, but not what the work wrote after it.
/// </summary>
public sealed record AbandonVersion(IngestionJob Job) : IRequest<Result>;

internal sealed class AbandonVersionHandler(IDocumentRepository documents, VersionCleaner cleaner) : IRequestHandler<AbandonVersion, Result>
{
    public async Task<Result> Handle(AbandonVersion request, CancellationToken cancellationToken)
    {
        var (id, version) = (request.Job.Document, request.Job.Version);
        var document = await documents.FindAsync(id, cancellationToken);

        // Another worker may have taken the version over, or shown it already: then the chunks are its own.
        if (document?.Visible?.Number != version && document?.Pending?.Number != version)
        {
            var remains = await documents.ListRemainsAsync(cancellationToken);
            if (remains.FirstOrDefault(left => left.Document == id && left.Version == version) is { } known)
            {
                await cleaner.RemoveAsync(known, cancellationToken);
            }
            else
            {
                await cleaner.RemoveIndexedAsync(id, version, cancellationToken);
            }
        }

        return Result.Success;
    }
}
