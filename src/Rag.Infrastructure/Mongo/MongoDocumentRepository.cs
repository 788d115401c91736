using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Documents;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// What a version may have left in other stores is noted in the document's own record, so that noting it and losing the version are
/// one write. A removed document's record loses its name and stays until nothing of its versions is left.
/// </summary>
internal sealed class MongoDocumentRepository(MongoDatabase database, TimeProvider time) : IDocumentRepository
{
    private static readonly BsonDocument IsThere = new("name_key", new BsonDocument("$exists", true));

    public Task<Document?> FindAsync(DocumentId id, CancellationToken cancellationToken) =>
        FindAsync(new BsonDocument(IsThere) { { "_id", id.Value.ToBson() } }, cancellationToken);

    public Task<Document?> FindByNameAsync(FileName name, CancellationToken cancellationToken) =>
        FindAsync(new BsonDocument("name_key", name.Key), cancellationToken);

    public Task<IReadOnlyList<Document>> ListAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Document>>(
        async (mongo, limited) =>
        {
            var records = await Documents(mongo).Find(IsThere).Sort(new BsonDocument("name_key", 1)).ToListAsync(limited);
            return [.. records.Select(DocumentRecord.ToDocument)];
        },
        cancellationToken);

    public Task<bool> SaveAsync(Document document, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => document.Revision == 0
            ? InsertAsync(Documents(mongo), document, limited)
            : UpdateAsync(Documents(mongo), document, limited),
        cancellationToken);

    public Task<bool> RemoveAsync(Document document, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            if (await Documents(mongo).Find(AsRead(document)).FirstOrDefaultAsync(limited) is not { } stored)
            {
                return false;
            }

            var changes = new BsonDocument { { "visible", BsonNull.Value }, { "pending", BsonNull.Value } };
            var update = Update(changes, RemainsOf(stored));
            update["$unset"] = new BsonDocument { { "name", "" }, { "name_key", "" } };
            return (await Documents(mongo).UpdateOneAsync(AsRead(document), update, cancellationToken: limited)).MatchedCount == 1;
        },
        cancellationToken);

    public Task<IReadOnlyList<VersionRemains>> ListRemainsAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<VersionRemains>>(
        async (mongo, limited) =>
        {
            var records = await Documents(mongo).Find(new BsonDocument("remains.number", new BsonDocument("$gt", 0))).ToListAsync(limited);
            return
            [
                .. records.SelectMany(record => record["remains"].AsBsonArray.OfType<BsonDocument>().Select(
                        remains => new VersionRemains(
                            new DocumentId(record.Id("_id")), remains.Int("number"), remains.Text("file_key"), remains.Time("removed_at"))))
                    .OrderBy(remains => remains.RemovedAt).ThenBy(remains => remains.Document.ToString(), StringComparer.Ordinal)
                    .ThenBy(remains => remains.Version),
            ];
        },
        cancellationToken);

    public Task ForgetRemainsAsync(DocumentId document, int version, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var id = document.Value.ToBson();
            await Documents(mongo).UpdateOneAsync(
                new BsonDocument("_id", id),
                new BsonDocument("$pull", new BsonDocument("remains", new BsonDocument("number", version))), cancellationToken: limited);
            await Documents(mongo).DeleteOneAsync(
                new BsonDocument { { "_id", id }, { "name_key", new BsonDocument("$exists", false) }, { "remains", new BsonDocument("$size", 0) } },
                limited);
        },
        cancellationToken);

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) => (int)await Documents(mongo).CountDocumentsAsync(
            new BsonDocument("pending.status", new BsonDocument("$in", new BsonArray { "queued", "processing" })), cancellationToken: limited),
        cancellationToken);

    internal static IMongoCollection<BsonDocument> Documents(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Documents);

    private Task<Document?> FindAsync(BsonDocument filter, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
            await Documents(mongo).Find(filter).FirstOrDefaultAsync(limited) is { } record ? DocumentRecord.ToDocument(record) : null,
        cancellationToken);

    private static BsonDocument AsRead(Document document) =>
        new() { { "_id", document.Id.Value.ToBson() }, { "revision", document.Revision } };

    private static async Task<bool> InsertAsync(
        IMongoCollection<BsonDocument> documents, Document document, CancellationToken cancellationToken)
    {
        try
        {
            await documents.InsertOneAsync(DocumentRecord.From(document), cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            return false;
        }
    }

    // The version under way is set field by field, because renewing a claim does not change the revision: its lease must stay.
    private async Task<bool> UpdateAsync(IMongoCollection<BsonDocument> documents, Document document, CancellationToken cancellationToken)
    {
        if (await documents.Find(new BsonDocument(IsThere).AddRange(AsRead(document))).FirstOrDefaultAsync(cancellationToken) is not { } stored)
        {
            return false;
        }

        var changes = document.Pending switch
        {
            null => Changes(document, "pending", BsonNull.Value),
            { } pending when stored.DocumentOrNull("pending")?.Int("number") == pending.Number => ChangesOfPending(document, pending),
            { } pending => Changes(document, "pending", DocumentRecord.Queued(pending)),
        };
        var update = Update(changes, RemainsOf(stored, document.Visible?.Number, document.Pending?.Number));
        return (await documents.UpdateOneAsync(AsRead(document), update, cancellationToken: cancellationToken)).MatchedCount == 1;
    }

    /// <summary>Of the versions in a record all but those that stay.</summary>
    private BsonArray RemainsOf(BsonDocument stored, params int?[] staying) =>
    [
        .. from version in new[] { stored.DocumentOrNull("visible"), stored.DocumentOrNull("pending") }
           where version is not null && !staying.Contains(version.Int("number"))
           select new BsonDocument
           {
               { "number", version.Int("number") }, { "file_key", version.Text("file_key") }, { "removed_at", time.GetUtcNow().ToBson() },
           },
    ];

    private static BsonDocument Update(BsonDocument changes, BsonArray remains) => new()
    {
        { "$set", changes },
        { "$inc", new BsonDocument("revision", 1L) },
        { "$push", new BsonDocument("remains", new BsonDocument("$each", remains)) },
    };

    private static BsonDocument ChangesOfPending(Document document, DocumentVersion pending)
    {
        var changes = Changes(document, "pending.status", DocumentRecord.FromVersion(pending)["status"]);
        foreach (var field in DocumentRecord.FromVersion(pending))
        {
            changes[$"pending.{field.Name}"] = field.Value;
        }

        // A claim lives as long as the version is being processed; the attempts stay for whoever asks how it went.
        if (pending.Status != DocumentStatus.Processing)
        {
            changes["pending.owner"] = BsonNull.Value;
            changes["pending.lease_until"] = DateTimeOffset.UnixEpoch.ToBson();
        }

        return changes;
    }

    private static BsonDocument Changes(Document document, string field, BsonValue value) => new()
    {
        { "visible", document.Visible is { } visible ? DocumentRecord.FromVersion(visible) : BsonNull.Value },
        { "last_version", document.LastVersion },
        { field, value },
    };
}
