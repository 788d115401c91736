using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Application.RagAdmin;

/// <summary>
/// Builds a second index from the stored chunks with the model that the settings ask for, follows what is ingested and removed meanwhile, and
/// switches index and model at once. The order of changes in the passages is what makes that right: whatever was written before
/// the writers were stopped is among the changes, and whatever comes later goes to the new index.
/// </summary>
public sealed partial class IndexRebuild(
    IEmbeddingEngines engines,
    ModelInForce inForce,
    IndexGate gate,
    IVectorIndex vectors,
    IPassageRepository passages,
    IDocumentRepository documents,
    IOptions<IngestionOptions> options,
    ILogger<IndexRebuild> logger)
{
    private const int MostRounds = 10;

    /// <param name="progress">Told how far it is, 0..1, and how many chunks are embedded.</param>
    public async Task RunAsync(Action<double, long> progress, CancellationToken cancellationToken)
    {
        // After a loss the model in force is the wanted one already: a second copy of it would only take memory.
        var engine = inForce.Name == engines.WantedName && inForce.Engine is { } loaded ? loaded : FindEngine();
        try
        {
            await engines.LoadAsync(engine, cancellationToken);
            var draft = await vectors.BeginDraftAsync(engine.Name, engine.Dimension, cancellationToken);
            try
            {
                await FillAsync(draft, engine, progress, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A stop leaves the draft: it tells the next start that a rebuild was under way.
                await draft.DropAsync(CancellationToken.None);
                throw;
            }

            Switched(engine.Name, engine.Dimension);
        }
        catch when (engine != inForce.Engine)
        {
            engine.Dispose();
            throw;
        }
    }

    private IEmbeddingEngine FindEngine() =>
        engines.Find(engines.WantedName) ?? throw new StartupException($"The embedding model {engines.WantedName} is no longer there.");

    private async Task FillAsync(IVectorIndexDraft draft, IEmbeddingEngine engine, Action<double, long> progress, CancellationToken cancellationToken)
    {
        var filling = new DraftFilling(draft, engine, documents, options.Value.EmbeddingBatchSize, progress);

        // Each round leaves less to do while the writers wait; where much is being ingested the rounds would never end.
        for (var round = 0; round < MostRounds && await passages.LastSequenceAsync(cancellationToken) > filling.Position; round++)
        {
            await filling.FollowAsync(passages, await passages.LastSequenceAsync(cancellationToken), cancellationToken);
        }

        using var noWriters = await gate.Writers.CloseAsync(cancellationToken);
        await filling.FollowAsync(passages, await passages.LastSequenceAsync(cancellationToken), cancellationToken);
        using var noQuestions = await gate.Questions.CloseAsync(cancellationToken);
        await draft.SwitchAsync(CancellationToken.None);
        inForce.Use(engine);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The index was rebuilt; it belongs to {Model} ({Dimension} dimensions) now")]
    private partial void Switched(string model, int dimension);
}

/// <summary>Brings the changes of the passages into an index that is being built.</summary>
internal sealed class DraftFilling(
    IVectorIndexDraft draft, IEmbeddingEngine engine, IDocumentRepository documents, int batchSize, Action<double, long> progress)
{
    private readonly Dictionary<DocumentId, string> _names = [];
    private readonly List<Chunk> _batch = [];
    private long _embedded;

    /// <summary>The last change that the draft holds.</summary>
    public long Position { get; private set; }

    public async Task FollowAsync(IPassageRepository passages, long last, CancellationToken cancellationToken)
    {
        await foreach (var change in passages.ReadChangesAsync(Position, cancellationToken))
        {
            if (change.Sequence > last)
            {
                break;
            }

            await ApplyAsync(change, last, cancellationToken);
        }

        await EmbedAsync(last, cancellationToken);
        Position = Math.Max(Position, last);
    }

    private async Task ApplyAsync(PassageChange change, long last, CancellationToken cancellationToken)
    {
        if (change is PassageChange.Removed removed)
        {
            await EmbedAsync(last, cancellationToken);
            await draft.DeleteAsync(removed.Document, removed.Version, cancellationToken);
        }
        else if (change is PassageChange.Added added)
        {
            _batch.Add(added.Chunk);
            if (_batch.Count == batchSize)
            {
                await EmbedAsync(last, cancellationToken);
            }
        }

        Position = change.Sequence;
    }

    private async Task EmbedAsync(long last, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var embedded = await engine.GenerateAsync(_batch.Select(chunk => chunk.IndexedText), RoleEmbeddingOptions.Passage, cancellationToken);
        var chunks = new List<EmbeddedChunk>(_batch.Count);
        foreach (var (chunk, embedding) in _batch.Zip(embedded))
        {
            chunks.Add(new EmbeddedChunk(chunk, await NameOfAsync(chunk.Id.Document, cancellationToken), embedding.Vector));
        }

        await draft.UpsertAsync(chunks, cancellationToken);
        _embedded += _batch.Count;
        _batch.Clear();
        progress((double)Position / Math.Max(1, last), _embedded);
    }

    private async Task<string> NameOfAsync(DocumentId document, CancellationToken cancellationToken)
    {
        if (!_names.TryGetValue(document, out var name))
        {
            name = _names[document] = (await documents.FindAsync(document, cancellationToken))?.Name.Value ?? "";
        }

        return name;
    }
}
