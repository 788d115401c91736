using MongoDB.Bson;
using MongoDB.Driver;

namespace Rag.Infrastructure.Mongo;

/// <summary>A document a counter, so that a number is given once whoever asks.</summary>
internal static class MongoCounters
{
    public static async Task<long> NextAsync(IMongoDatabase mongo, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var counter = await mongo.GetCollection<BsonDocument>(MongoNames.Counters).FindOneAndUpdateAsync<BsonDocument>(
                    new BsonDocument("_id", name), new BsonDocument("$inc", new BsonDocument("last", 1L)),
                    new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After }, cancellationToken);
                return counter.Long("last");
            }
            catch (MongoException exception) when (exception.IsDuplicate())
            {
                // Two at once made the first: the next round finds it.
            }
        }
    }
}
