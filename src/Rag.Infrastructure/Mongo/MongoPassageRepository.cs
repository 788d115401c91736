using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoPassageRepository(MongoDatabase database) : IPassageRepository
{
    private const int ChangesPerRead = 256;

    public Task SavePagesAsync(
        DocumentId document, int version, IReadOnlyList<ExtractedPage> pages, CancellationToken cancellationToken) => pages.Count == 0
        ? Task.CompletedTask
        : database.RunAsync(
            (mongo, limited) => ReplaceAsync(Pages(mongo), pages.Select(page => PassageRecords.From(document, version, page)), limited),
            cancellationToken);

    public Task SaveChunksAsync(IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken) => chunks.Count == 0
        ? Task.CompletedTask
        : database.RunAsync(
            (mongo, limited) => FeedNumbers.WriteAsync(
                mongo, MongoNames.PassageFeed, chunks.Count,
                first => ReplaceAsync(Chunks(mongo), chunks.Select((chunk, i) => PassageRecords.From(chunk, first + i)), limited), limited),
            cancellationToken);

    public Task<ExtractedPage?> FindPageAsync(DocumentId document, int version, int page, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var filter = Of(document, version);
            filter["number"] = page;
            return await Pages(mongo).Find(filter).FirstOrDefaultAsync(limited) is { } record ? PassageRecords.ToPage(record) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<ExtractedPage>> ListPagesAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<ExtractedPage>>(
            async (mongo, limited) =>
            {
                var records = await Pages(mongo).Find(Of(document, version)).Sort(new BsonDocument("number", 1)).ToListAsync(limited);
                return [.. records.Select(PassageRecords.ToPage)];
            },
            cancellationToken);

    public Task<IReadOnlyList<PageFacts>> ListFactsAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<PageFacts>>(
            async (mongo, limited) =>
            {
                var records = await Pages(mongo).Find(Of(document, version)).Sort(new BsonDocument("number", 1))
                    .Project(new BsonDocument("facts", 1)).ToListAsync(limited);
                return [.. records.Select(PassageRecords.ToFacts)];
            },
            cancellationToken);

    public Task<IReadOnlyList<Chunk>> ListChunksAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Chunk>>(
            async (mongo, limited) =>
            {
                var records = await Chunks(mongo).Find(Of(document, version)).Sort(new BsonDocument("chunk_index", 1)).ToListAsync(limited);
                return [.. records.Select(PassageRecords.ToChunk)];
            },
            cancellationToken);

    // Which version of a document is visible is read once for all its chunks: half an answer can never stand on each of two.
    public Task<IReadOnlyList<Passage>> FindVisibleAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Passage>>(
            async (mongo, limited) =>
            {
                var among = new BsonArray(ids.Select(id => id.Document).Distinct().Select(document => document.Value.ToBson()));
                var visible = (await ListVisibleAsync(mongo, new BsonDocument("_id", new BsonDocument("$in", among)), limited))
                    .ToDictionary(document => document.Id, document => document);
                var wanted = ids.Distinct().Where(id => visible.TryGetValue(id.Document, out var document) && document.Version == id.Version).ToList();
                if (wanted.Count == 0)
                {
                    return [];
                }

                var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(wanted.Select(id => id.ToString()))));
                var records = await Chunks(mongo).Find(filter).ToListAsync(limited);
                return [.. records.Select(PassageRecords.ToChunk).Select(chunk => new Passage(chunk, visible[chunk.Id.Document].Name))];
            },
            cancellationToken);

    public async IAsyncEnumerable<PassageChange> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = await LastSequenceAsync(cancellationToken);
        while (after < last)
        {
            var from = after;
            var changes = await database.RunAsync((mongo, limited) => PassageChanges.ReadAsync(mongo, from, last, ChangesPerRead, limited), cancellationToken);
            foreach (var change in changes)
            {
                after = change.Sequence;
                yield return change;
            }

            if (changes.Count < ChangesPerRead)
            {
                yield break;
            }
        }
    }

    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => FeedNumbers.LastAsync(mongo, MongoNames.PassageFeed, limited), cancellationToken);

    public Task<long> CountVisibleAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var stored = await StoredVersions.ListAsync(Chunks(mongo), "chunk_index", first: 0, limited);
            var visible = (await ListVisibleAsync(mongo, [], limited)).Select(document => (document.Id, document.Version)).ToHashSet();
            return stored.Where(parts => visible.Contains((parts.Document, parts.Version))).Sum(parts => parts.Count);
        },
        cancellationToken);

    public Task<IReadOnlyList<Chunk>> ListChunksAsync(
        DocumentId document, int version, int after, int count, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Chunk>>(
            async (mongo, limited) =>
            {
                var filter = Of(document, version);
                filter["chunk_index"] = new BsonDocument("$gt", after);
                var records = await Chunks(mongo).Find(filter).Sort(new BsonDocument("chunk_index", 1)).Limit(count).ToListAsync(limited);
                return [.. records.Select(PassageRecords.ToChunk)];
            },
            cancellationToken);

    public Task<IReadOnlyList<StoredParts>> ListStoredChunksAsync(CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => StoredVersions.ListAsync(Chunks(mongo), "chunk_index", first: 0, limited), cancellationToken);

    public Task<IReadOnlyList<StoredParts>> ListStoredPagesAsync(CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => StoredVersions.ListAsync(Pages(mongo), "number", first: 1, limited), cancellationToken);

    // The removal is told first: if this ends in between, projections forget the version and what is left of it is found by nobody.
    // The last removal of a version says all: what was added before it is gone.
    public Task DeleteVersionAsync(DocumentId document, int version, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            await FeedNumbers.WriteAsync(
                mongo, MongoNames.PassageFeed, count: 1,
                async sequence =>
                {
                    var removal = Of(document, version);
                    removal.InsertAt(0, new BsonElement("_id", $"{document}:{version}"));
                    removal["sequence"] = sequence;
                    await ReplaceAsync(mongo.GetCollection<BsonDocument>(MongoNames.RemovedVersions), [removal], limited);
                    await Chunks(mongo).DeleteManyAsync(Of(document, version), limited);
                },
                limited);
            await Pages(mongo).DeleteManyAsync(Of(document, version), limited);
        },
        cancellationToken);

    private static IMongoCollection<BsonDocument> Pages(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Pages);

    private static IMongoCollection<BsonDocument> Chunks(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Chunks);

    private static BsonDocument Of(DocumentId document, int version) =>
        new() { { "document_id", document.Value.ToBson() }, { "version", version } };

    private static Task<BulkWriteResult<BsonDocument>> ReplaceAsync(
        IMongoCollection<BsonDocument> collection, IEnumerable<BsonDocument> records, CancellationToken cancellationToken) =>
        collection.BulkWriteAsync(
            records.Select(record => new ReplaceOneModel<BsonDocument>(new BsonDocument("_id", record["_id"]), record) { IsUpsert = true }),
            cancellationToken: cancellationToken);

    private static async Task<IReadOnlyList<(DocumentId Id, string Name, int Version)>> ListVisibleAsync(
        IMongoDatabase mongo, BsonDocument filter, CancellationToken cancellationToken)
    {
        var documents = await MongoDocumentRepository.Documents(mongo).Find(filter)
            .Project(new BsonDocument { { "name", 1 }, { "visible.number", 1 } }).ToListAsync(cancellationToken);
        return
        [
            .. from document in documents
               let visible = document.DocumentOrNull("visible")
               where visible is not null && visible.Find("number") is not null
               select (new DocumentId(document.Id("_id")), document.Text("name"), visible.Int("number")),
        ];
    }
}
