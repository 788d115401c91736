using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Passages;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Mongo;

/// <summary>How much of each version a collection holds, counted at the server: no text comes over the wire.</summary>
internal static class StoredVersions
{
    /// <param name="collection">Pages or chunks.</param>
    /// <param name="place">The field that says where in its version an entry stands.</param>
    /// <param name="first">What it is for the first one.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async Task<IReadOnlyList<StoredParts>> ListAsync(
        IMongoCollection<BsonDocument> collection, string place, int first, CancellationToken cancellationToken)
    {
        var groups = await collection.Aggregate<BsonDocument>(new[]
        {
            new BsonDocument("$group", new BsonDocument
            {
                { "_id", new BsonDocument { { "document_id", "$document_id" }, { "version", "$version" } } },
                { "count", new BsonDocument("$sum", 1) },
                { "last", new BsonDocument("$max", "$" + place) },
            }),
        }, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return
        [
            .. from @group in groups
               let version = @group["_id"].AsBsonDocument
               select new StoredParts(
                   new DocumentId(version.Id("document_id")), version.Int("version"), @group.Long("count"), @group.Long("last") - first),
        ];
    }
}
