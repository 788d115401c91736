using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;

namespace Rag.Application.Ingestion;

/// <summary>From pages to chunks in all stores: written, embedded and indexed, but not shown yet.</summary>
public sealed class PassageWriter(
    IPassageRepository passages,
    EarlierAttempt earlier,
    EmbeddingWriter embeddings,
    ILexicalIndex fullText,
    IEmbeddingModel model,
    RagMetrics metrics,
    IOptions<ChunkingOptions> chunking)
{
    /// <returns>How many chunks there are now, or why there can be none.</returns>
    public async Task<Result<int>> WriteAsync(
        IngestionJob job, FileName name, ReadText text, IngestionProgress progress, CancellationToken cancellationToken)
    {
        await model.WhenLoadedAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var chunks = Chunker.Split(job.Document, job.Version, text.Title, text.Pages, chunking.Value, model.FitsWhole);
        metrics.StageTook(IngestionStage.Chunk, Stopwatch.GetElapsedTime(started));
        if (chunks.Count == 0)
        {
            return PdfErrors.NoText();
        }

        var written = await earlier.FindAsync(job, chunks, cancellationToken);
        await passages.SavePagesAsync(job.Document, job.Version, text.Pages, cancellationToken);
        started = Stopwatch.GetTimestamp();
        await embeddings.WriteAsync(name.Value, chunks, written, progress, cancellationToken);
        metrics.StageTook(IngestionStage.Embed, Stopwatch.GetElapsedTime(started));
        started = Stopwatch.GetTimestamp();
        await fullText.CatchUpAsync(cancellationToken);
        metrics.StageTook(IngestionStage.FullText, Stopwatch.GetElapsedTime(started));
        return chunks.Count;
    }
}

/// <summary>Embeds chunks batch by batch and writes each batch before the next is begun: what is written need not be done again.</summary>
public sealed class EmbeddingWriter(
    IPassageRepository passages,
    IVectorIndex vectors,
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    IEmbeddingModel model,
    IndexGate gate,
    RagMetrics metrics,
    IOptions<IngestionOptions> options)
{
    public async Task WriteAsync(
        string fileName, IReadOnlyList<Chunk> chunks, WrittenChunks written, IngestionProgress progress, CancellationToken cancellationToken)
    {
        foreach (var batch in chunks.Where(chunk => !written.Stored.Contains(chunk.Id)).Chunk(options.Value.WriteBatchSize))
        {
            await passages.SaveChunksAsync(batch, cancellationToken);
        }

        // Vectors of another model than the index's would be worse than none. The rebuild that the index needs anyway embeds these chunks too.
        if (model.MissingModel is not null)
        {
            return;
        }

        var done = written.Embedded.Count;
        foreach (var batch in chunks.Where(chunk => !written.Embedded.Contains(chunk.Id)).Chunk(options.Value.EmbeddingBatchSize))
        {
            using var inside = await gate.Writers.EnterAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var embedded = await embedder.GenerateAsync(
                batch.Select(chunk => chunk.IndexedText), RoleEmbeddingOptions.Passage, cancellationToken);
            metrics.EmbeddingTook(EmbeddedText.Passages, Stopwatch.GetElapsedTime(started));
            await vectors.UpsertAsync(
                [.. batch.Zip(embedded, (chunk, embedding) => new EmbeddedChunk(chunk, fileName, embedding.Vector))], cancellationToken);
            done += batch.Length;
            progress.Embedded(done, chunks.Count);
        }
    }
}
