using Microsoft.Extensions.AI;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.Consistency;

/// <summary>Embeds a version's stored chunks again.</summary>
public sealed class MissingVectors(
    IVectorIndex vectors, IEmbeddingModel model, IEmbeddingGenerator<string, Embedding<float>> embedder, IndexGate gate, ChunkRewriting chunks)
{
    internal async Task<RepairOutcome> EmbedAsync(DocumentId document, int version, string fileName, CancellationToken cancellationToken)
    {
        // Vectors of different models are never mixed.
        var index = await vectors.DescribeAsync(cancellationToken);
        if (index.Count > 0 && index.Model != model.Name)
        {
            return RepairOutcome.NeedsRebuild;
        }

        await model.WhenLoadedAsync(cancellationToken);
        return await chunks.RewriteAsync(document, version, WriteAsync, cancellationToken);

        async Task WriteAsync(IReadOnlyList<Chunk> batch, CancellationToken token)
        {
            // A rebuild switches model and index only while nobody is between the two.
            using var inside = await gate.Writers.EnterAsync(token);
            var embedded = await embedder.GenerateAsync(batch.Select(chunk => chunk.IndexedText), RoleEmbeddingOptions.Passage, token);
            await vectors.UpsertAsync([.. batch.Zip(embedded, (chunk, one) => new EmbeddedChunk(chunk, fileName, one.Vector))], token);
        }
    }
}
