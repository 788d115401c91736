using System.Diagnostics;
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
    EmbeddingAhead ahead,
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
        await embeddings.StoreAsync(chunks, written, cancellationToken);

        // The full text follows the chunks that are stored, whether they are embedded or not.
        await Task.WhenAll(EmbedAsync(name, chunks, written, progress, cancellationToken), CatchUpAsync(cancellationToken));
        return chunks.Count;
    }

    private async Task EmbedAsync(
        FileName name, IReadOnlyList<Chunk> chunks, WrittenChunks written, IngestionProgress progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var known = await ahead.EndAsync(cancellationToken);
        await embeddings.EmbedAsync(name.Value, chunks, written, known, progress, cancellationToken);
        metrics.StageTook(IngestionStage.Embed, Stopwatch.GetElapsedTime(started));
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await fullText.CatchUpAsync(cancellationToken);
        metrics.StageTook(IngestionStage.FullText, Stopwatch.GetElapsedTime(started));
    }
}
