using Microsoft.Extensions.Logging;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;

namespace Rag.Application.Documents;

/// <summary>Makes a version that a document has just been given durable, which makes it a job, and takes away what it replaces.</summary>
public sealed partial class QueuedVersions(
    IDocumentRepository documents, IIngestionQueue queue, VersionCleaner cleaner, ILogger<QueuedVersions> logger)
{
    /// <summary>
    /// How often a use case looks again when somebody else changes the document in between: the worker moves on a few times for a
    /// version, and more than that is a contest that nobody would win.
    /// </summary>
    public const int MostAttempts = 10;

    /// <param name="document">With the new version as its pending one.</param>
    /// <param name="givenUp">What was pending before it; null for nothing.</param>
    /// <returns>False: somebody else saved the document in between, and nothing was done.</returns>
    public async Task<bool> AddAsync(Document document, DocumentVersion? givenUp)
    {
        // No token: the file is stored, so either the record takes it or the caller must know that it did not.
        if (!await documents.SaveAsync(document, CancellationToken.None))
        {
            return false;
        }

        queue.Announce();
        VersionQueued(document.Id, document.LastVersion, document.Pending!.File.Size);
        await cleaner.RemoveAsync(document.Id, givenUp, CancellationToken.None);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {DocumentId} version {Version} queued ({Bytes} bytes)")]
    private partial void VersionQueued(DocumentId documentId, int version, long bytes);
}
