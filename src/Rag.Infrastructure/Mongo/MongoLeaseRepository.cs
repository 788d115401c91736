using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Consistency;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoLeaseRepository(MongoDatabase database, TimeProvider time) : ILeaseRepository
{
    public Task<bool> TakeAsync(string name, Guid owner, TimeSpan duration, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var now = time.GetUtcNow();
            var free = new BsonArray
            {
                new BsonDocument("owner", owner.ToBson()), new BsonDocument("until", new BsonDocument("$lte", now.ToBson())),
            };
            try
            {
                await Leases(mongo).UpdateOneAsync(
                    new BsonDocument { { "_id", name }, { "$or", free } },
                    new BsonDocument("$set", new BsonDocument { { "owner", owner.ToBson() }, { "until", (now + duration).ToBson() } }),
                    new UpdateOptions { IsUpsert = true },
                    limited);
                return true;
            }
            catch (MongoException exception) when (exception.IsDuplicate())
            {
                // Somebody holds it: nothing matched, and a second one of that name cannot be made.
                return false;
            }
        },
        cancellationToken);

    public Task GiveBackAsync(string name, Guid owner, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Leases(mongo).DeleteOneAsync(new BsonDocument { { "_id", name }, { "owner", owner.ToBson() } }, limited),
        cancellationToken);

    private static IMongoCollection<BsonDocument> Leases(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Leases);
}
