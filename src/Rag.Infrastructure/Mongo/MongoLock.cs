using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// One holder at a time among all instances, for the few changes that depend on several documents. A holder that ended without a
/// word is waited for until its time is up, which is longer than any operation's limit.
/// </summary>
internal static class MongoLock
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> HoldAsync<T>(
        IMongoDatabase database, string name, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        var locks = database.GetCollection<BsonDocument>(MongoNames.Locks);
        var owner = RandomIds.NewKey().ToBson();
        while (!await TryTakeAsync(locks, name, owner, cancellationToken))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        try
        {
            return await run();
        }
        finally
        {
            await locks.DeleteOneAsync(new BsonDocument { { "_id", name }, { "owner", owner } }, CancellationToken.None);
        }
    }

    // The machine's clock and not the application's: it is only compared with what another instance's clock said seconds before.
    private static async Task<bool> TryTakeAsync(
        IMongoCollection<BsonDocument> locks, string name, BsonValue owner, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            await locks.FindOneAndUpdateAsync<BsonDocument>(
                new BsonDocument { { "_id", name }, { "until", new BsonDocument("$lte", now.ToBson()) } },
                new BsonDocument("$set", new BsonDocument { { "owner", owner }, { "until", (now + Longest).ToBson() } }),
                new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true },
                cancellationToken);
            return true;
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            // Somebody holds it: nothing matched, and a second one of that name cannot be made.
            return false;
        }
    }
}
