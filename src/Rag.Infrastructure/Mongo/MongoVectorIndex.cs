using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using Rag.Application;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// Vectors in MongoDB, searched in a copy on this machine that follows them by number before every use: what one instance has embedded
/// the next question at another finds, and a copy that is lost or damaged is made again without embedding anything.
/// </summary>
internal sealed partial class MongoVectorIndex : IVectorIndex, IProjection, IDisposable
{
    private readonly MongoDatabase _database;
    private readonly IEmbeddingModel _model;
    private readonly ILogger<MongoVectorIndex> _logger;
    private readonly VectorCopy _copy;

    public MongoVectorIndex(MongoDatabase database, IOptions<StorageOptions> storage, IEmbeddingModel model, ILoggerFactory loggers)
    {
        (_database, _model, _logger) = (database, model, loggers.CreateLogger<MongoVectorIndex>());
        _copy = new VectorCopy(database, storage.Value, () => Own, loggers);
    }

    /// <summary>Whether the copy has been up to date once; until then it may be empty.</summary>
    public bool HasCaughtUp => _copy.HasCaughtUp;

    /// <summary>How much of what there is to copy is there, 0..1.</summary>
    public double Progress => _copy.Progress;

    private VectorFileStamp Own => new(_model.Name, _model.Dimension);

    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, _model.Dimension);
        if (chunks.Count == 0 || await FindStateAsync(cancellationToken) is not { } state)
        {
            return;
        }

        VectorGeneration written;
        do
        {
            written = state.Current;
            RequireOwn(written.Stamp);
            await _database.RunAsync(
                (mongo, limited) => VectorRecords.WriteAsync(mongo, written, [.. chunks.Select(StoredVector.Of)], limited), cancellationToken);

            // A rebuild at another instance knows nothing of our gate: what it switched away from would take these along.
            state = await FindStateAsync(cancellationToken) ?? state;
        }
        while (state.Current != written);
        await CatchUpAsync(cancellationToken);
    }

    public async Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken)
    {
        if (await FindStateAsync(cancellationToken) is { } state)
        {
            await _database.RunAsync((mongo, limited) => VectorRecords.RemoveAsync(mongo, state.Current, document, version, limited), cancellationToken);
            await CatchUpAsync(cancellationToken);
        }
    }

    public async Task<IReadOnlyList<VectorHit>> SearchAsync(
        ReadOnlyMemory<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        RequireOwn(_copy.Stamp);
        return await _copy.Index.SearchAsync(query, count, onlyIn, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ChunkId, ReadOnlyMemory<float>>> FindVectorsAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        RequireOwn(_copy.Stamp);
        return await _copy.Index.FindVectorsAsync(ids, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        return await _copy.Index.ListStoredAsync(cancellationToken);
    }

    public async Task<VectorIndexDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        var state = await FindStateAsync(cancellationToken);
        return await _copy.Index.DescribeAsync(cancellationToken) with { DraftModel = state?.Draft?.Stamp.Model };
    }

    public async Task<IVectorIndexDraft> BeginDraftAsync(string model, int dimension, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var draft = VectorGeneration.New(new VectorFileStamp(model, dimension));
        await _database.RunAsync(async (mongo, limited) =>
        {
            await FeedNumbers.MakeAsync(mongo, MongoNames.VectorFeed, limited);
            await VectorGenerations.BeginDraftAsync(mongo, draft, limited);
        }, cancellationToken);
        await DropOldAsync(cancellationToken);
        return new MongoVectorDraft(this, _database, draft);
    }

    /// <summary>Removes what is neither the index nor being built. What is left over of it is in nobody's way: the next rebuild removes it.</summary>
    internal async Task DropOldAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _database.RunAsync(async (mongo, limited) =>
            {
                if (await VectorGenerations.FindAsync(mongo, limited) is { } state)
                {
                    var kept = new[] { state.Current, state.Draft }.OfType<VectorGeneration>().Select(generation => generation.Id);
                    await VectorRecords.DeleteGenerationsAsync(mongo, new BsonDocument("$nin", new BsonArray(kept)), limited);
                }
            }, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            OldVectorsLeft(exception);
        }
    }

    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await FindStateAsync(cancellationToken) is { } state)
        {
            await _copy.FollowAsync(state, cancellationToken);
        }
    }

    public void Dispose() => _copy.Dispose();

    /// <summary>An index without vectors becomes the model's in force; null while that one's length is not known and there is none.</summary>
    private Task<VectorState?> FindStateAsync(CancellationToken cancellationToken) => _database.RunAsync(
        async (mongo, limited) =>
        {
            var (state, own) = (await VectorGenerations.FindAsync(mongo, limited), Own);
            if (own.Dimension == 0 || state?.Current.Stamp == own || (state is not null && await VectorRecords.AnyAsync(mongo, state.Current, limited)))
            {
                return state;
            }

            await VectorGenerations.ReplaceAsync(mongo, state?.Current, VectorGeneration.New(own), limited);
            return await VectorGenerations.FindAsync(mongo, limited);
        },
        cancellationToken);

    private void RequireOwn(VectorFileStamp stored)
    {
        if (stored != Own)
        {
            throw new VectorIndexMismatchException(stored.Model, stored.Dimension, _model.Name, _model.Dimension);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors of an index that is not used any more could not be removed")]
    private partial void OldVectorsLeft(Exception exception);
}
