using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Consistency;

/// <summary>Passes the stored chunks of a version on, a batch at a time.</summary>
public sealed class ChunkRewriting(
    IDocumentRepository documents, IPassageRepository passages, VersionCleaner cleaner, IOptions<IngestionOptions> options)
{
    internal async Task<RepairOutcome> RewriteAsync(
        DocumentId document, int version, Func<IReadOnlyList<Chunk>, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var after = -1;
        while (await passages.ListChunksAsync(document, version, after, options.Value.EmbeddingBatchSize, cancellationToken) is [.., { } last] batch)
        {
            await write(batch, cancellationToken);
            after = last.Id.Index;
        }

        // Deleted or replaced meanwhile: what was written here came after the cleaning.
        if ((await documents.FindAsync(document, cancellationToken))?.Visible?.Number == version)
        {
            return RepairOutcome.Rewritten;
        }

        await cleaner.RemoveIndexedAsync(document, version, cancellationToken);
        return RepairOutcome.Later;
    }
}
