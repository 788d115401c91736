using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Embeddings;

namespace Rag.Infrastructure.Chroma;

/// <summary>The vectors on a Chroma server, in a collection that is opened when it is first needed and again when it is gone.</summary>
internal sealed partial class ChromaVectorIndex(
    ChromaClient client, IEmbeddingModel model, IOptions<ChromaOptions> options, ILogger<ChromaVectorIndex> logger) : IVectorIndex
{
    // So many more than wanted that equal ones at the end can be put in order without a second question.
    private const int Surplus = 8;

    private readonly ChromaCollections _collections = new(client, options.Value);
    private ChromaCollection? _collection;

    public async Task UpsertAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken)
    {
        UnitVector.Check(chunks, model.Dimension);
        await WithOwnAsync(async collection =>
        {
            await client.UpsertAsync(collection, chunks, cancellationToken);
            return true;
        }, cancellationToken);
    }

    public Task DeleteAsync(DocumentId document, int? version, CancellationToken cancellationToken) => WithAsync(async collection =>
    {
        // What another model made is deleted too; when nothing of it is left its place is free for the new one.
        await client.DeleteAsync(collection, document, version, cancellationToken);
        return true;
    }, cancellationToken);

    public async Task<IReadOnlyList<VectorHit>> SearchAsync(
        ReadOnlyMemory<float> query, int count, DocumentId? onlyIn, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        UnitVector.Check(query.Span, model.Dimension);
        var where = onlyIn is { } document ? ChromaRecords.Where(document, version: null) : null;
        return await WithOwnAsync(async collection =>
        {
            for (var wanted = count + Surplus; ; wanted *= 2)
            {
                var answer = await client.QueryAsync(collection.Id, new Query([query], wanted, where, ["distances"]), cancellationToken);
                var hits = ChromaAnswers.ToHits(answer, collection);
                if (hits.Count < wanted || hits[count - 1].Cosine > hits[^1].Cosine)
                {
                    return (IReadOnlyList<VectorHit>)[.. hits.Take(count)];
                }
            }
        }, cancellationToken);
    }

    public Task<IReadOnlyDictionary<ChunkId, ReadOnlyMemory<float>>> FindVectorsAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken) => WithOwnAsync(async collection =>
    {
        var found = new Dictionary<ChunkId, ReadOnlyMemory<float>>(ids.Count);
        foreach (var batch in ids.Distinct().Chunk(collection.MostRecords))
        {
            var fetch = new Fetch([.. batch.Select(id => id.ToString())], Where: null, Limit: null, ["embeddings"]);
            ChromaAnswers.AddVectors(await client.FetchAsync(collection.Id, fetch, cancellationToken), model.Dimension, found);
        }

        return (IReadOnlyDictionary<ChunkId, ReadOnlyMemory<float>>)found;
    }, cancellationToken);

    public Task<IReadOnlyList<StoredParts>> ListStoredAsync(CancellationToken cancellationToken) =>
        WithAsync(collection => ChromaCensus.TakeAsync(client, collection, cancellationToken), cancellationToken);

    public Task<VectorIndexDescription> DescribeAsync(CancellationToken cancellationToken) => WithAsync(async collection =>
        new VectorIndexDescription(
            ChromaClient.Name, ShownUrl, Exists: true, collection.Name,
            await client.CountAsync(collection.Id, cancellationToken), collection.Dimension, collection.Model, SizeBytes: null)
        {
            DraftModel = (await _collections.FindDraftAsync(collection, cancellationToken))?.Model,
        },
        cancellationToken);

    public Task<IVectorIndexDraft> BeginDraftAsync(string model, int dimension, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return WithAsync(async current => current.Model is null
            ? throw new ForeignCollectionException(current.Name)
            : (IVectorIndexDraft)new ChromaVectorDraft(
                this, client, _collections, await _collections.CreateDraftAsync(current, model, dimension, cancellationToken)), cancellationToken);
    }

    /// <summary>The next call asks which collection is the index.</summary>
    internal void Forget() => Volatile.Write(ref _collection, null);

    /// <summary>What is left over of it is in nobody's way: the next rebuild takes its place.</summary>
    internal async Task DropOldAsync(ChromaCollection kept, CancellationToken cancellationToken)
    {
        try
        {
            await _collections.DropBesideAsync(kept, cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or ChromaCollectionGoneException or ForeignCollectionException)
        {
            OldCollectionLeft(kept.Name, fault);
        }
    }

    /// <summary>Without a user and a password in it.</summary>
    private string ShownUrl => options.Value.Url!.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private bool IsOfThisModel(ChromaCollection collection) => collection.Model == model.Name && collection.Dimension == model.Dimension;

    /// <summary>With a collection whose vectors mean the same as the model's in force.</summary>
    private Task<T> WithOwnAsync<T>(Func<ChromaCollection, Task<T>> use, CancellationToken cancellationToken) =>
        WithAsync(
            collection => collection.Model is null ? throw new ForeignCollectionException(collection.Name)
                : IsOfThisModel(collection) ? use(collection)
                : throw new VectorIndexMismatchException(collection.Model, collection.Dimension, model.Name, model.Dimension),
            cancellationToken);

    /// <summary>A collection that was dropped meanwhile, by a lost disk or another instance, is opened once more.</summary>
    private async Task<T> WithAsync<T>(Func<ChromaCollection, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            // The length of the model's vectors, or the model itself, may have changed since it was opened.
            if (Volatile.Read(ref _collection) is { } known && IsOfThisModel(known))
            {
                try
                {
                    return await use(known);
                }
                catch (ChromaCollectionGoneException)
                {
                    CollectionGone(known.Name);
                }
            }

            return await use(await OpenAsync(cancellationToken));
        }
        catch (ChromaCollectionGoneException fault)
        {
            throw new StoreUnavailableException("There is no Chroma server with API v2 at CHROMA_URL.", fault);
        }
    }

    private async Task<ChromaCollection> OpenAsync(CancellationToken cancellationToken)
    {
        var wanted = options.Value;
        var found = await _collections.FindCurrentAsync(cancellationToken);
        if (found is { Model: not null } && !IsOfThisModel(found) && await client.CountAsync(found.Id, cancellationToken) == 0)
        {
            // Nothing of another model is in it, or it was made before the length of the vectors was known.
            await _collections.DropAsync(found, cancellationToken);
            found = null;
        }

        var opened = found ?? await _collections.CreateCurrentAsync(model.Name, model.Dimension, cancellationToken);
        if (opened.Space != wanted.Space)
        {
            // The ranking is the same in all of them, so that this is no reason to refuse.
            SpaceDiffers(opened.Name, opened.Space, wanted.Space);
        }

        // A collection of somebody else, or of another model, is looked at again each time: it may be replaced.
        Volatile.Write(ref _collection, IsOfThisModel(opened) ? opened : null);
        return opened;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Chroma collection {Collection} is gone; opening it anew")]
    private partial void CollectionGone(string collection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Chroma collection beside {Collection} could not be dropped; it is not used any more")]
    private partial void OldCollectionLeft(string collection, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The Chroma collection {Collection} was made with the space {Space}, not with DISTANCE_STRATEGY={Wanted}; it is used as it is")]
    private partial void SpaceDiffers(string collection, string space, string wanted);
}
