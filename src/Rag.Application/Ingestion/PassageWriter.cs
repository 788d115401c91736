using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>From pages to chunks in all stores: written, embedded and indexed, but not shown yet.</summary>
public sealed class PassageWriter(
    IPassageRepository passages,
    EmbeddingWriter embeddings,
    ILexicalIndex fullText,
    IEmbeddingModel model,
    IOptions<ChunkingOptions> chunking)
{
    /// <returns>How many chunks there are now, or why there can be none.</returns>
    public async Task<Result<int>> WriteAsync(
        Document document, DocumentVersion version, ReadText text, IngestionProgress progress, CancellationToken cancellationToken)
    {
        await model.WhenLoadedAsync(cancellationToken);
        var chunks = Chunker.Split(document.Id, version.Number, text.Title, text.Pages, chunking.Value, model.FitsWhole);
        if (chunks.Count == 0)
        {
            return PdfErrors.NoText();
        }

        await passages.SavePagesAsync(document.Id, version.Number, text.Pages, cancellationToken);
        await embeddings.WriteAsync(document.Name.Value, chunks, progress, cancellationToken);
        await fullText.CatchUpAsync(cancellationToken);
        return chunks.Count;
    }
}

/// <summary>Embeds chunks batch by batch and writes each batch before the next is begun.</summary>
public sealed class EmbeddingWriter(
    IPassageRepository passages,
    IVectorIndex vectors,
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    IOptions<IngestionOptions> options)
{
    public async Task WriteAsync(
        string fileName, IReadOnlyList<Chunk> chunks, IngestionProgress progress, CancellationToken cancellationToken)
    {
        foreach (var batch in chunks.Chunk(options.Value.WriteBatchSize))
        {
            await passages.SaveChunksAsync(batch, cancellationToken);
        }

        var done = 0;
        foreach (var batch in chunks.Chunk(options.Value.EmbeddingBatchSize))
        {
            var embedded = await embedder.GenerateAsync(
                batch.Select(chunk => chunk.IndexedText), RoleEmbeddingOptions.Passage, cancellationToken);
            await vectors.UpsertAsync(
                [.. batch.Zip(embedded, (chunk, embedding) => new EmbeddedChunk(chunk, fileName, embedding.Vector))], cancellationToken);
            done += batch.Length;
            progress.Embedded(done, chunks.Count);
        }
    }
}
