using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Infrastructure.Chroma;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Chroma;

[TestFixture("cosine")]
[TestFixture("l2")]
[TestFixture("ip")]
public sealed class ChromaVectorIndexTests(string space) : VectorIndexContract
{
    private const string Collections = "/api/v2/tenants/default_tenant/databases/default_database/collections/";

    private readonly DocumentId _document = DocumentId.New();
    private ChromaUnderTest _chroma = null!;

    [SetUp]
    public void StartWithACollectionOfItsOwn() => _chroma = new ChromaUnderTest { Space = space };

    [TearDown]
    public async Task DropIt()
    {
        if (_chroma is not null)
        {
            await _chroma.DisposeAsync();
        }
    }

    [Test]
    public async Task Ranks_and_scores_as_the_embedded_index_does()
    {
        using var folder = new TemporaryFolder();
        using var embedded = new EmbeddedVectorIndex(
            Options.Create(new StorageOptions { VectorStorePath = folder.Path }), Model, NullLogger<EmbeddedVectorIndex>.Instance);
        var chroma = Open(Model);
        foreach (var batch in Enumerable.Range(0, 4).Select(i => Vectors.Chunks(DocumentId.New(), 250, Dimension, firstSeed: i * 1000)))
        {
            await embedded.UpsertAsync(batch, None);
            await chroma.UpsertAsync(batch, None);
        }

        for (var question = 0; question < 20; question++)
        {
            var query = Vectors.Random(-1 - question, Dimension);
            var expected = await embedded.SearchAsync(query, 12, onlyIn: null, None);

            var hits = await chroma.SearchAsync(query, 12, onlyIn: null, None);

            Assert.That(hits.Select(hit => hit.Id), Is.EqualTo(expected.Select(hit => hit.Id)));
            Assert.That(hits.Select(hit => hit.Cosine), Is.EqualTo(expected.Select(hit => hit.Cosine)).Within(1e-5));
        }
    }

    [Test]
    public async Task Makes_its_collection_with_the_space_the_model_and_the_dimension()
    {
        await Open(Model).DescribeAsync(None);

        using var http = new HttpClient { BaseAddress = _chroma.Server };
        var found = await http.GetFromJsonElementAsync(Collections + _chroma.Collection);
        Assert.That(found.GetProperty("configuration_json").GetProperty("hnsw").GetProperty("space").GetString(), Is.EqualTo(space));
        Assert.That(found.GetProperty("metadata").GetProperty("embedding_model").GetString(), Is.EqualTo("test/model"));
        Assert.That(found.GetProperty("metadata").GetProperty("dimension").GetInt32(), Is.EqualTo(Dimension));
    }

    [Test]
    public async Task Stores_what_the_contract_names_with_each_vector()
    {
        var chunk = Vectors.Chunk(_document, 7, Vectors.Random(1, Dimension), version: 3);
        await Open(Model).UpsertAsync([chunk], None);

        using var http = new HttpClient { BaseAddress = _chroma.Server };
        var id = (await http.GetFromJsonElementAsync(Collections + _chroma.Collection)).GetProperty("id").GetString();
        var stored = await http.PostForJsonElementAsync($"{Collections}{id}/get", """{"include":["metadatas"]}""");

        Assert.That(stored.GetProperty("ids")[0].GetString(), Is.EqualTo(chunk.Chunk.Id.ToString()));
        Assert.That(stored.GetProperty("metadatas")[0].EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString()), Is.EqualTo(new Dictionary<string, string>
        {
            ["source"] = "tarifas.pdf",
            ["page"] = "1",
            ["document_id"] = _document.ToString(),
            ["version"] = "3",
            ["chunk_index"] = "7",
            ["content_hash"] = chunk.Chunk.ContentHash,
            ["word_count"] = $"{chunk.Chunk.Words}",
            ["char_count"] = $"{chunk.Chunk.Text.Length}",
        }));
    }

    [Test]
    public async Task Refuses_what_another_model_made_but_lets_it_be_deleted_and_is_free_then()
    {
        await Open(Model).UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        var other = Open(new StubEmbeddingModel("test/other", Dimension));

        Assert.That(() => other.SearchAsync(Vectors.Random(1, Dimension), 1, onlyIn: null, None), Throws.InstanceOf<VectorIndexMismatchException>());
        Assert.That(() => other.UpsertAsync(Vectors.Chunks(_document, 1, Dimension), None), Throws.InstanceOf<VectorIndexMismatchException>());
        Assert.That((await other.DescribeAsync(None)).Model, Is.EqualTo("test/model"));

        await other.DeleteAsync(_document, version: null, None);
        await other.UpsertAsync(Vectors.Chunks(_document, 1, Dimension), None);
        Assert.That(await other.DescribeAsync(None), Has.Property("Model").EqualTo("test/other").And.Property("Count").EqualTo(1));
    }

    [Test]
    public async Task Leaves_a_collection_of_the_old_backend_as_it_is_and_says_what_to_do()
    {
        var client = _chroma.Client();
        var old = await client.GetOrCreateAsync(
            new NewCollection(_chroma.Collection, GetOrCreate: true, new Dictionary<string, object> { ["hnsw:space"] = "cosine" }, new CollectionConfiguration(null)), None);
        var index = Open(Model);

        Assert.That(
            () => index.UpsertAsync(Vectors.Chunks(_document, 1, Dimension), None),
            Throws.InstanceOf<ForeignCollectionException>().With.Message.Contains(_chroma.Collection).And.Message.Contains("CHROMA_COLLECTION"));
        Assert.That(() => index.SearchAsync(Vectors.Random(1, Dimension), 1, onlyIn: null, None), Throws.InstanceOf<ForeignCollectionException>());
        await index.DeleteAsync(_document, version: null, None);
        Assert.That(await client.CountAsync(old.Id, None), Is.Zero);
    }

    [Test]
    public async Task Opens_a_collection_anew_that_was_lost_behind_its_back()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);

        await _chroma.Client().DropAsync(_chroma.Collection, None);

        Assert.That((await index.DescribeAsync(None)).Count, Is.Zero);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);
        Assert.That(await index.SearchAsync(Vectors.Random(1, Dimension), 5, onlyIn: null, None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Writes_and_deletes_more_than_the_server_takes_at_once()
    {
        var index = Open(Model);
        var vector = Vectors.Random(1, Dimension);

        await index.UpsertAsync([.. Enumerable.Range(0, 6000).Select(i => Vectors.Chunk(_document, i, vector))], None);
        Assert.That((await index.DescribeAsync(None)).Count, Is.EqualTo(6000));

        await index.DeleteAsync(_document, 1, None);
        Assert.That((await index.DescribeAsync(None)).Count, Is.Zero);
    }

    protected override IVectorIndex Open(IEmbeddingModel model) => _chroma.Open(model);
}
