using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Domain.Passages;

namespace Rag.Application.Ingestion;

/// <summary>
/// Stores chunks, and embeds them batch by batch: a batch is written while the one behind it is embedded, and what is written need not
/// be done again.
/// </summary>
public sealed class EmbeddingWriter(
    IPassageRepository passages,
    IVectorIndex vectors,
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    IEmbeddingModel model,
    IndexGate gate,
    RagMetrics metrics,
    IOptions<IngestionOptions> options)
{
    public async Task StoreAsync(IReadOnlyList<Chunk> chunks, WrittenChunks written, CancellationToken cancellationToken)
    {
        foreach (var batch in chunks.Where(chunk => !written.Stored.Contains(chunk.Id)).Chunk(options.Value.WriteBatchSize))
        {
            await passages.SaveChunksAsync(batch, cancellationToken);
        }
    }

    /// <param name="chunks">Stored ones.</param>
    /// <param name="known">What is embedded already, by <see cref="Chunk.IndexedText"/>.</param>
    public async Task EmbedAsync(
        string fileName, IReadOnlyList<Chunk> chunks, WrittenChunks written, IReadOnlyDictionary<string, Embedding<float>> known,
        IngestionProgress progress, CancellationToken cancellationToken)
    {
        // Vectors of another model than the index's would be worse than none. The rebuild that the index needs anyway embeds these chunks too.
        if (model.MissingModel is not null)
        {
            return;
        }

        var done = written.Embedded.Count;
        var batches = chunks.Where(chunk => !written.Embedded.Contains(chunk.Id)).Chunk(options.Value.EmbeddingBatchSize).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<EmbeddedBatch>? next = null;
        try
        {
            for (var i = 0; i < batches.Count; i++)
            {
                var current = next ?? EmbedAsync(fileName, batches[i], known, stop.Token);

                // Waits behind the current one, so that no processor runs out of texts between two batches.
                next = i + 1 < batches.Count ? EmbedAsync(fileName, batches[i + 1], known, stop.Token) : null;
                using var batch = await current;
                await vectors.UpsertAsync(batch.Chunks, cancellationToken);
                done += batch.Chunks.Count;
                progress.Embedded(done, chunks.Count);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await LeaveAsync(next);
        }
    }

    /// <returns>Inside the gate until it is written: the index is still that of its model then.</returns>
    private async Task<EmbeddedBatch> EmbedAsync(
        string fileName, IReadOnlyList<Chunk> batch, IReadOnlyDictionary<string, Embedding<float>> known, CancellationToken cancellationToken)
    {
        var inside = await gate.Writers.EnterAsync(cancellationToken);
        try
        {
            var vectorOf = new Dictionary<string, Embedding<float>>(known.Where(text => text.Value.ModelId == model.Name), StringComparer.Ordinal);
            var missing = batch.Select(chunk => chunk.IndexedText).Where(text => !vectorOf.ContainsKey(text)).ToList();
            var started = Stopwatch.GetTimestamp();
            foreach (var (text, embedding) in missing.Zip(await GenerateAsync(missing, cancellationToken)))
            {
                vectorOf[text] = embedding;
            }

            metrics.EmbeddingTook(EmbeddedText.Passages, Stopwatch.GetElapsedTime(started));
            return new EmbeddedBatch([.. batch.Select(chunk => new EmbeddedChunk(chunk, fileName, vectorOf[chunk.IndexedText].Vector))], inside);
        }
        catch
        {
            inside.Dispose();
            throw;
        }
    }

    private async Task<IReadOnlyList<Embedding<float>>> GenerateAsync(List<string> texts, CancellationToken cancellationToken) =>
        texts.Count == 0 ? [] : [.. await embedder.GenerateAsync(texts, RoleEmbeddingOptions.Passage, cancellationToken)];

    private static async Task LeaveAsync(Task<EmbeddedBatch>? batch)
    {
        if (batch is null)
        {
            return;
        }

        await ((Task)batch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (batch.IsCompletedSuccessfully)
        {
            batch.Result.Dispose();
        }
    }

    private sealed record EmbeddedBatch(IReadOnlyList<EmbeddedChunk> Chunks, IDisposable Inside) : IDisposable
    {
        public void Dispose() => Inside.Dispose();
    }
}
