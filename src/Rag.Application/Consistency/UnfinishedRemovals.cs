using Microsoft.Extensions.Logging;
using Rag.Application.Documents;
using Rag.Domain.Documents;

namespace Rag.Application.Consistency;

/// <summary>Finishes deletes and replacements that died half-way. Their documents have decided already, so there is no age to wait for.</summary>
public sealed partial class UnfinishedRemovals(
    IDocumentRepository documents, VersionCleaner cleaner, TimeProvider time, ILogger<UnfinishedRemovals> logger)
{
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var remains in await documents.ListRemainsAsync(cancellationToken))
        {
            // A worker may still write for a version that went a moment ago, so it is cleaned now and looked at again later.
            await (time.GetUtcNow() - remains.RemovedAt >= CorpusComparison.LeastAge
                ? cleaner.RemoveAsync(remains, cancellationToken)
                : cleaner.CleanAsync(remains, cancellationToken));
            RemovalContinued(remains.Document, remains.Version);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The removal of document {DocumentId} version {Version} went on where it had stopped")]
    private partial void RemovalContinued(DocumentId documentId, int version);
}
