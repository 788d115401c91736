using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Domain.Results;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure.Mongo;

/// <summary>One set of vectors, of one model.</summary>
internal sealed record VectorGeneration(string Id, VectorFileStamp Stamp)
{
    public static VectorGeneration New(VectorFileStamp stamp) => new(RandomIds.NewKey().ToString("N"), stamp);
}

/// <param name="Last">Up to which number the changes of the vectors are all written.</param>
internal sealed record VectorState(VectorGeneration Current, long Last, VectorGeneration? Draft);

/// <summary>
/// Which generation of vectors is the index, and which is being built. It stands in the document of the feed's numbers, so that one
/// read tells all that a follower needs, and one write changes over for every instance.
/// </summary>
internal static class VectorGenerations
{
    public static async Task<VectorState?> FindAsync(IMongoDatabase mongo, CancellationToken cancellationToken)
    {
        var (counter, last) = await FeedNumbers.ReadAsync(mongo, MongoNames.VectorFeed, cancellationToken);
        return counter?.DocumentOrNull("current") is { } current
            ? new VectorState(From(current), last, counter.DocumentOrNull("draft") is { } draft ? From(draft) : null)
            : null;
    }

    /// <summary>Makes an empty generation the index, unless another instance has put one in the place of <paramref name="before"/>.</summary>
    public static async Task ReplaceAsync(IMongoDatabase mongo, VectorGeneration? before, VectorGeneration next, CancellationToken cancellationToken)
    {
        await FeedNumbers.MakeAsync(mongo, MongoNames.VectorFeed, cancellationToken);
        var where = before is null ? new BsonDocument("current", new BsonDocument("$exists", false)) : new BsonDocument("current.id", before.Id);
        await UpdateAsync(mongo, where, new BsonDocument("$set", new BsonDocument("current", From(next))), cancellationToken);
    }

    public static Task BeginDraftAsync(IMongoDatabase mongo, VectorGeneration draft, CancellationToken cancellationToken) =>
        UpdateAsync(mongo, [], new BsonDocument("$set", new BsonDocument("draft", From(draft))), cancellationToken);

    /// <returns>False when another has taken the draft's place.</returns>
    public static Task<bool> SwitchAsync(IMongoDatabase mongo, VectorGeneration draft, CancellationToken cancellationToken) => UpdateAsync(
        mongo, new BsonDocument("draft.id", draft.Id),
        new BsonDocument { { "$set", new BsonDocument("current", From(draft)) }, { "$unset", new BsonDocument("draft", "") } }, cancellationToken);

    public static Task<bool> DropDraftAsync(IMongoDatabase mongo, VectorGeneration draft, CancellationToken cancellationToken) => UpdateAsync(
        mongo, new BsonDocument("draft.id", draft.Id), new BsonDocument("$unset", new BsonDocument("draft", "")), cancellationToken);

    private static async Task<bool> UpdateAsync(IMongoDatabase mongo, BsonDocument where, BsonDocument change, CancellationToken cancellationToken) =>
        (await mongo.GetCollection<BsonDocument>(MongoNames.Counters).UpdateOneAsync(
            new BsonDocument("_id", MongoNames.VectorFeed).AddRange(where), change, cancellationToken: cancellationToken)).MatchedCount == 1;

    private static BsonDocument From(VectorGeneration generation) => new()
    {
        { "id", generation.Id }, { "model", generation.Stamp.Model }, { "dimension", generation.Stamp.Dimension },
    };

    private static VectorGeneration From(BsonDocument record) =>
        new(record.Text("id"), new VectorFileStamp(record.Text("model"), record.Int("dimension")));
}
