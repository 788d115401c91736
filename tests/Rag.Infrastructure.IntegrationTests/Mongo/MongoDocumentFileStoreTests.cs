using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Documents;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Mongo;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Mongo;

public sealed class MongoDocumentFileStoreTests : DocumentFileStoreContract
{
    private readonly string _name = MongoTestServer.NewDatabaseName();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private MongoDatabase _database = null!;
    private MongoDocumentFileStore _files = null!;

    protected override IDocumentFileStore Files => _files;

    [SetUp]
    public void Open()
    {
        _database = MongoStoreUnderTest.Open(_name);
        _files = new MongoDocumentFileStore(_database, _time);
    }

    [TearDown]
    public async Task Drop()
    {
        if (MongoTestServer.Uri is { } uri)
        {
            using var client = new MongoClient(uri);
            await client.DropDatabaseAsync(_name);
            _database.Dispose();
        }
    }

    [Test]
    public async Task A_saved_file_lies_in_GridFS_as_other_tools_read_it()
    {
        var stored = await _files.SaveAsync(new MemoryStream(new byte[300_000]), 1_000_000, default);

        var file = (await AllAsync("files")).Single();
        var pieces = await AllAsync("chunks");
        Assert.That((file["_id"].AsString, file["filename"].AsString), Is.EqualTo((stored!.Key, stored.Key)));
        Assert.That((file["length"].ToInt64(), file["chunkSize"].ToInt32()), Is.EqualTo((300_000L, 255 * 1024)));
        Assert.That(pieces.Select(piece => (piece["files_id"].AsString, piece["n"].ToInt32(), piece["data"].AsByteArray.Length)),
            Is.EquivalentTo(new[] { (stored.Key, 0, 261_120), (stored.Key, 1, 38_880) }));
    }

    [Test]
    public async Task Nothing_is_listed_before_it_is_whole_and_an_upload_holds_little_in_memory()
    {
        var (seen, atServer) = (0L, 0L);
        var content = new ClientStream(new byte[6_000_000], pieces: 500_000)
        {
            AfterPiece = () =>
            {
                seen += CountAsync("files").GetAwaiter().GetResult();
                atServer = CountAsync("chunks").GetAwaiter().GetResult();
            },
        };

        await _files.SaveAsync(content, 9_000_000, default);

        Assert.That(seen, Is.Zero);
        Assert.That((atServer, await CountAsync("chunks")), Is.EqualTo((16L, 23L)), "what is at the server before the last piece is written");
    }

    [Test]
    public async Task Nothing_stays_behind_of_what_is_too_long_breaks_or_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var bytes = new byte[5_000_000];

        await _files.SaveAsync(new MemoryStream(bytes), 4_000_000, default);
        Assert.That(async () => await _files.SaveAsync(new ClientStream(bytes, 100_000) { FailsAt = 4_000_000 }, 9_000_000, default), Throws.InstanceOf<IOException>());
        Assert.That(
            async () => await _files.SaveAsync(new ClientStream(bytes, 100_000) { AfterPiece = stop.Cancel }, 9_000_000, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That((await AllAsync("files"), await AllAsync("chunks")), Is.EqualTo((Array.Empty<BsonDocument>(), Array.Empty<BsonDocument>())).AsCollection);
    }

    [Test]
    public async Task Leftovers_of_more_than_a_day_are_removed_and_nothing_else()
    {
        var stored = await _files.SaveAsync(new MemoryStream([1]), 10, default);
        var left = StoredFileName.New();
        await LeaveAsync(left);

        Assert.That(await _files.RemoveLeftoversAsync(default), Is.Zero, "it may still be under way");
        _time.Advance(TimeSpan.FromHours(25));
        Assert.That(await _files.RemoveLeftoversAsync(default), Is.EqualTo(1));

        Assert.That((await AllAsync("chunks")).Select(piece => piece["files_id"].AsString), Is.EqualTo(new[] { stored!.Key }));
        Assert.That(await ReadAsync(stored.Key), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task A_first_start_has_no_leftovers()
    {
        Assert.That(await _files.RemoveLeftoversAsync(default), Is.Zero);
    }

    private Task LeaveAsync(string key) => _database.RunAsync(
        (mongo, limited) => mongo.GetCollection<BsonDocument>("pdfs.chunks").InsertManyAsync(
            new[] { 0, 1 }.Select(n => new BsonDocument { { "_id", ObjectId.GenerateNewId() }, { "files_id", key }, { "n", n }, { "data", new byte[10] } }),
            cancellationToken: limited),
        default);

    private Task<long> CountAsync(string part) => _database.RunAsync(
        (mongo, limited) => mongo.GetCollection<BsonDocument>("pdfs." + part).CountDocumentsAsync(new BsonDocument(), cancellationToken: limited), default);

    private Task<List<BsonDocument>> AllAsync(string part) => _database.RunAsync(
        (mongo, limited) => mongo.GetCollection<BsonDocument>("pdfs." + part).Find(new BsonDocument()).ToListAsync(limited), default);
}
