using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// Numbers of a change feed without a transaction: of the passages', and of the vectors'. Whoever writes takes a span of numbers and enters it as open in the same document;
/// readers go up to the lowest open one and no further, so nothing can appear behind what they have read. A writer that ended without a
/// word keeps them back until its time is up; one that was merely slow finds its span gone and writes again under new numbers.
/// </summary>
internal static class FeedNumbers
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The number up to which all is written.</summary>
    public static async Task<long> LastAsync(IMongoDatabase mongo, string feed, CancellationToken cancellationToken) =>
        (await ReadAsync(mongo, feed, cancellationToken)).Last;

    /// <summary>The same with the document that it stands in, as it was read; null where nothing was written yet.</summary>
    public static async Task<(BsonDocument? Counter, long Last)> ReadAsync(IMongoDatabase mongo, string feed, CancellationToken cancellationToken)
    {
        if (await Counters(mongo).Find(Of(feed)).FirstOrDefaultAsync(cancellationToken) is not { } counter)
        {
            return (null, 0);
        }

        var (open, now) = (Open(counter), TimeProvider.System.GetUtcNow());
        foreach (var lost in open.Where(span => span.Time("until") <= now))
        {
            // Out of the document first, and only then out of account: its writer must not find it there afterwards.
            await CloseAsync(mongo, feed, lost["owner"], cancellationToken);
        }

        return (counter, open.Where(span => span.Time("until") > now).Select(span => span.Long("from") - 1).DefaultIfEmpty(counter.Long("last")).Min());
    }

    /// <summary>Runs a write under <paramref name="count"/> numbers in a row that nobody else has.</summary>
    /// <param name="mongo">The database.</param>
    /// <param name="feed">Whose numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="write">Given the first number. May run again, with other numbers.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async Task WriteAsync(IMongoDatabase mongo, string feed, int count, Func<long, Task> write, CancellationToken cancellationToken)
    {
        while (true)
        {
            var owner = RandomIds.NewKey().ToBson();
            await write(await TakeAsync(mongo, feed, count, owner, cancellationToken));
            if (await CloseAsync(mongo, feed, owner, cancellationToken))
            {
                return;
            }
        }
    }

    private static BsonDocument Of(string feed) => new("_id", feed);

    private static IMongoCollection<BsonDocument> Counters(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Counters);

    private static IReadOnlyList<BsonDocument> Open(BsonDocument counter) =>
        counter.Find("open") is BsonArray open ? [.. open.Select(span => span.AsBsonDocument)] : [];

    private static async Task<long> TakeAsync(IMongoDatabase mongo, string feed, int count, BsonValue owner, CancellationToken cancellationToken)
    {
        while (true)
        {
            var counter = await Counters(mongo).Find(Of(feed)).FirstOrDefaultAsync(cancellationToken);
            if (counter is null)
            {
                await MakeAsync(mongo, feed, cancellationToken);
                continue;
            }

            var last = counter.Long("last");
            var span = new BsonDocument
            {
                { "owner", owner }, { "from", last + 1 }, { "until", (TimeProvider.System.GetUtcNow() + Longest).ToBson() },
            };
            var taken = await Counters(mongo).UpdateOneAsync(
                new BsonDocument { { "_id", feed }, { "last", last } },
                new BsonDocument { { "$set", new BsonDocument("last", last + count) }, { "$push", new BsonDocument("open", span) } },
                cancellationToken: cancellationToken);
            if (taken.MatchedCount == 1)
            {
                return last + 1;
            }
        }
    }

    /// <summary>Makes the document of a feed where it is missing.</summary>
    public static async Task MakeAsync(IMongoDatabase mongo, string feed, CancellationToken cancellationToken)
    {
        try
        {
            await Counters(mongo).InsertOneAsync(
                new BsonDocument { { "_id", feed }, { "last", 0L }, { "open", new BsonArray() } }, cancellationToken: cancellationToken);
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            // Another instance was faster.
        }
    }

    /// <returns>False when it was no longer open.</returns>
    private static async Task<bool> CloseAsync(IMongoDatabase mongo, string feed, BsonValue owner, CancellationToken cancellationToken) =>
        (await Counters(mongo).UpdateOneAsync(
            new BsonDocument { { "_id", feed }, { "open.owner", owner } },
            new BsonDocument("$pull", new BsonDocument("open", new BsonDocument("owner", owner))),
            cancellationToken: cancellationToken)).MatchedCount == 1;
}
