using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Passages;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Mongo;

/// <summary>The change feed is two collections, put in order by the numbers that <see cref="FeedNumbers"/> gives.</summary>
internal static class PassageChanges
{
    private static readonly BsonDocument BySequence = new("sequence", 1);

    public static async Task<IReadOnlyList<PassageChange>> ReadAsync(
        IMongoDatabase mongo, long after, long last, int count, CancellationToken cancellationToken)
    {
        var between = new BsonDocument("sequence", new BsonDocument { { "$gt", after }, { "$lte", last } });
        var added = await mongo.GetCollection<BsonDocument>(MongoNames.Chunks).Find(between).Sort(BySequence).Limit(count)
            .ToListAsync(cancellationToken);
        var removed = await mongo.GetCollection<BsonDocument>(MongoNames.RemovedVersions).Find(between).Sort(BySequence).Limit(count)
            .ToListAsync(cancellationToken);
        return
        [
            .. added.Select(record => (PassageChange)new PassageChange.Added(record.Long("sequence"), PassageRecords.ToChunk(record)))
                .Concat(removed.Select(record => new PassageChange.Removed(
                    record.Long("sequence"), new DocumentId(record.Id("document_id")), record.Int("version"))))
                .OrderBy(change => change.Sequence).Take(count),
        ];
    }
}
