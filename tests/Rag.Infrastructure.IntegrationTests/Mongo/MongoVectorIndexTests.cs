using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Mongo;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Mongo;

/// <summary>Vectors in MongoDB and each instance's copy of them.</summary>
public sealed class MongoVectorIndexTests : VectorIndexContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _name = MongoTestServer.NewDatabaseName();
    private readonly List<IDisposable> _opened = [];
    private readonly DocumentId _document = DocumentId.New();

    [TearDown]
    public async Task Drop()
    {
        _opened.ForEach(opened => opened.Dispose());
        _folder.Dispose();
        if (MongoTestServer.Uri is { } uri)
        {
            using var client = new MongoClient(uri);
            await client.DropDatabaseAsync(_name);
        }
    }

    [Test]
    public async Task What_one_instance_writes_and_deletes_the_next_search_at_another_sees()
    {
        var (one, other) = (Open("one"), Open("other"));
        var query = Vectors.Random(500, Dimension);

        await one.UpsertAsync(Vectors.Chunks(_document, 5, Dimension), None);
        Assert.That(await other.SearchAsync(query, 10, onlyIn: null, None), Is.EqualTo(await one.SearchAsync(query, 10, onlyIn: null, None)).And.Count.EqualTo(5));
        await other.UpsertAsync([Vectors.Chunk(_document, 2, query)], None);
        Assert.That((await one.SearchAsync(query, 10, onlyIn: null, None))[0].Id.Index, Is.EqualTo(2));
        await one.UpsertAsync(Vectors.Chunks(_document, 2, Dimension, version: 2), None);
        await other.DeleteAsync(_document, 1, None);
        Assert.That(await one.ListStoredAsync(None), Is.EqualTo([new Rag.Application.Passages.StoredParts(_document, 2, 2, 1)]));
    }

    [Test]
    public async Task A_copy_goes_on_from_where_it_was_and_one_that_is_lost_or_damaged_is_made_again()
    {
        var one = Open("one");
        await one.UpsertAsync(Vectors.Chunks(_document, 5, Dimension), None);
        var query = Vectors.Random(1, Dimension);
        var expected = await one.SearchAsync(query, 10, onlyIn: null, None);
        one.Dispose();

        Assert.That(await Open("one").SearchAsync(query, 10, onlyIn: null, None), Is.EqualTo(expected), "opened again");
        Assert.That(await Open("new").SearchAsync(query, 10, onlyIn: null, None), Is.EqualTo(expected), "lost");
        Directory.CreateDirectory(_folder.File("damaged"));
        await File.WriteAllTextAsync(_folder.File("damaged/vectors.db"), new string('x', 5000));
        Assert.That(await Open("damaged").SearchAsync(query, 10, onlyIn: null, None), Is.EqualTo(expected), "damaged");
        using (var before = new EmbeddedVectorIndex(At("embedded"), () => new VectorFileStamp(Model.Name, Dimension), NullLogger<EmbeddedVectorIndex>.Instance))
        {
            await before.UpsertAsync(Vectors.Chunks(DocumentId.New(), 7, Dimension), None);
        }

        Assert.That(await Open("embedded").SearchAsync(query, 10, onlyIn: null, None), Is.EqualTo(expected), "of an embedded store");
    }

    [Test]
    public async Task A_file_that_is_deleted_while_it_is_used_is_made_again()
    {
        var one = Open("one");
        await one.UpsertAsync(Vectors.Chunks(_document, 5, Dimension), None);

        Directory.Delete(_folder.File("one"), recursive: true);

        Assert.That(await one.DescribeAsync(None), Has.Property("Count").EqualTo(5).And.Property("Exists").True);
    }

    [Test]
    public async Task A_database_that_was_emptied_empties_the_copies()
    {
        var one = Open("one");
        await one.UpsertAsync(Vectors.Chunks(_document, 5, Dimension), None);
        using var client = new MongoClient(MongoTestServer.Uri);
        await client.DropDatabaseAsync(_name);

        Assert.That(await one.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Is.Empty);
        await one.UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);
        Assert.That(await one.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_rebuild_at_one_instance_is_every_instances_and_what_another_wrote_meanwhile_is_in_it_or_refused()
    {
        var (one, other) = (Open("one"), Open("other"));
        await one.UpsertAsync(Vectors.Chunks(_document, 5, Dimension), None);
        await other.CatchUpAsync(None);
        var lost = await other.BeginDraftAsync(Model.Name, Dimension, None);
        var draft = await one.BeginDraftAsync(Model.Name, Dimension, None);
        await draft.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);

        Assert.That(() => lost.SwitchAsync(None), Throws.InvalidOperationException);
        await draft.SwitchAsync(None);

        Assert.That(await other.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Has.Count.EqualTo(3));
        await (await one.BeginDraftAsync("test/longer", Dimension * 2, None)).SwitchAsync(None);
        Assert.That(await other.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Is.Empty, "an empty index takes any model");
        await Open("third", new StubEmbeddingModel("test/third", 8)).UpsertAsync(Vectors.Chunks(_document, 1, 8), None);
        Assert.That(() => other.UpsertAsync(Vectors.Chunks(_document, 1, Dimension), None), Throws.InstanceOf<VectorIndexMismatchException>());
    }

    [Test]
    public async Task Thousands_of_vectors_are_copied_in_the_time_of_a_start()
    {
        var one = Open("one");
        for (var part = 0; part < 10; part++)
        {
            await one.UpsertAsync(Vectors.Chunks(DocumentId.New(), 300, Dimension, firstSeed: part * 300), None);
        }

        var started = TimeProvider.System.GetTimestamp();
        var other = Open("other");
        var check = await new MongoVectorHealthCheck(other, Model, TimeProvider.System).CheckHealthAsync(new HealthCheckContext());
        await other.CatchUpAsync(None);

        await TestContext.Progress.WriteLineAsync($"3,000 vectors copied in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F2} s");
        Assert.That(check.Description, Is.EqualTo("3000 vectors").Or.StartsWith("The vectors are being copied from the database"));
        Assert.That((await other.DescribeAsync(None)).Count, Is.EqualTo(3000));
    }

    protected override IVectorIndex Open(IEmbeddingModel model) => Open("one", model);

    private MongoVectorIndex Open(string copy, IEmbeddingModel? model = null)
    {
        var database = MongoStoreUnderTest.Open(_name);
        var index = new MongoVectorIndex(
            database, Options.Create(At(copy)), model ?? Model, NullLoggerFactory.Instance);
        _opened.Add(index);
        _opened.Add(database);
        return index;
    }

    private StorageOptions At(string copy) => new() { VectorStorePath = _folder.File(copy) };
}
