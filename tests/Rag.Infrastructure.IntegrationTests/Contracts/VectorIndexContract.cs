using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>What every <see cref="IVectorIndex"/> does. Sizes are small enough for an approximate index to be exact.</summary>
public abstract partial class VectorIndexContract
{
    protected const int Dimension = 24;

    protected static readonly CancellationToken None = CancellationToken.None;

    private readonly DocumentId _document = DocumentId.New();
    private readonly DocumentId _other = DocumentId.New();

    /// <summary>Opens the index of this test; called again, it opens the same one as a new process would.</summary>
    protected abstract IVectorIndex Open(IEmbeddingModel model);

    private protected static StubEmbeddingModel Model => new("test/model", Dimension);

    [Test]
    public async Task Finds_what_a_naive_scan_finds()
    {
        var index = Open(Model);
        var chunks = Vectors.Chunks(_document, 60, Dimension);
        await index.UpsertAsync(chunks, None);
        var query = Vectors.Random(1000, Dimension);

        var hits = await index.SearchAsync(query, 10, onlyIn: null, None);

        var expected = chunks.OrderByDescending(chunk => Vectors.Cosine(chunk, query)).Take(10).ToArray();
        Assert.That(hits.Select(hit => hit.Id), Is.EqualTo(expected.Select(chunk => chunk.Chunk.Id)));
        Assert.That(hits.Select(hit => hit.Cosine), Is.EqualTo(expected.Select(chunk => Vectors.Cosine(chunk, query))).Within(1e-5));
    }

    [Test]
    public async Task Puts_equal_ones_in_the_order_of_their_ids()
    {
        var index = Open(Model);
        var vector = Vectors.Random(1, Dimension);
        await index.UpsertAsync([.. new[] { 11, 2, 0, 10, 1 }.Select(i => Vectors.Chunk(_document, i, vector))], None);

        var hits = await index.SearchAsync(vector, 3, onlyIn: null, None);

        Assert.That(hits.Select(hit => hit.Id.Index), Is.EqualTo([0, 1, 2]));
    }

    [Test]
    public async Task Searches_in_one_document_only_when_asked()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 20, Dimension), None);
        var others = Vectors.Chunks(_other, 20, Dimension, firstSeed: 50);
        await index.UpsertAsync(others, None);
        var query = Vectors.Random(3, Dimension);

        var hits = await index.SearchAsync(query, 5, _other, None);

        var expected = others.OrderByDescending(chunk => Vectors.Cosine(chunk, query)).Take(5).Select(chunk => chunk.Chunk.Id);
        Assert.That(hits.Select(hit => hit.Id), Is.EqualTo(expected));
    }

    [Test]
    public async Task Overwrites_a_chunk_with_the_same_id()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        var replacement = Vectors.Random(77, Dimension);

        await index.UpsertAsync([Vectors.Chunk(_document, 1, replacement)], None);

        var hits = await index.SearchAsync(replacement, 10, onlyIn: null, None);
        Assert.That(hits, Has.Count.EqualTo(3));
        Assert.That(hits[0].Id.Index, Is.EqualTo(1));
        Assert.That(hits[0].Cosine, Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public async Task Deletes_one_version_and_keeps_the_others()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension, version: 1), None);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension, version: 2), None);

        await index.DeleteAsync(_document, 1, None);

        var hits = await index.SearchAsync(Vectors.Random(0, Dimension), 10, onlyIn: null, None);
        Assert.That(hits.Select(hit => hit.Id.Version), Is.EqualTo([2, 2]));
    }

    [Test]
    public async Task Deletes_all_versions_of_a_document_and_no_other_document()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension, version: 1), None);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension, version: 2), None);
        await index.UpsertAsync(Vectors.Chunks(_other, 2, Dimension), None);

        await index.DeleteAsync(_document, version: null, None);

        var hits = await index.SearchAsync(Vectors.Random(0, Dimension), 10, onlyIn: null, None);
        Assert.That(hits.Select(hit => hit.Id.Document), Is.EqualTo([_other, _other]));
    }

    [Test]
    public async Task Deleting_what_is_not_there_changes_nothing()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);

        await index.DeleteAsync(_document, 9, None);
        await index.DeleteAsync(_other, version: null, None);

        Assert.That((await index.DescribeAsync(None)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Gives_back_the_stored_vectors_of_known_chunks_only()
    {
        var index = Open(Model);
        var chunks = Vectors.Chunks(_document, 3, Dimension);
        await index.UpsertAsync(chunks, None);
        var unknown = new ChunkId(_other, 1, 0);

        var vectors = await index.FindVectorsAsync([chunks[2].Chunk.Id, unknown], None);

        Assert.That(vectors.Keys, Is.EqualTo([chunks[2].Chunk.Id]));
        Assert.That(vectors[chunks[2].Chunk.Id].ToArray(), Is.EqualTo(chunks[2].Vector.ToArray()));
    }

    [Test]
    public async Task Is_the_same_after_it_is_opened_again()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 30, Dimension), None);
        await index.UpsertAsync(Vectors.Chunks(_other, 5, Dimension, firstSeed: 40), None);
        await index.UpsertAsync([Vectors.Chunk(_document, 4, Vectors.Random(900, Dimension))], None);
        await index.DeleteAsync(_other, 1, None);
        var query = Vectors.Random(2000, Dimension);
        var before = await index.SearchAsync(query, 40, onlyIn: null, None);

        var after = await Open(Model).SearchAsync(query, 40, onlyIn: null, None);

        Assert.That(after, Has.Count.EqualTo(30).And.EqualTo(before));
    }

    [Test]
    public async Task Finds_nothing_when_empty()
    {
        var index = Open(Model);

        var hits = await index.SearchAsync(Vectors.Random(1, Dimension), 5, onlyIn: null, None);

        Assert.That(hits, Is.Empty);
    }

    [Test]
    public async Task Gives_all_when_more_are_asked_for_than_there_are()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 4, Dimension), None);

        var hits = await index.SearchAsync(Vectors.Random(1, Dimension), 100, onlyIn: null, None);

        Assert.That(hits, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Refuses_a_batch_with_a_vector_of_another_dimension_and_stores_none_of_it()
    {
        var index = Open(Model);
        EmbeddedChunk[] batch =
            [Vectors.Chunk(_document, 0, Vectors.Random(1, Dimension)), Vectors.Chunk(_document, 1, Vectors.Random(1, Dimension + 1))];

        Assert.That(() => index.UpsertAsync(batch, None), Throws.InstanceOf<InvalidOperationException>());

        Assert.That((await index.DescribeAsync(None)).Count, Is.Zero);
    }

    [Test]
    public async Task Tells_its_model_its_dimension_and_how_many_vectors_it_holds()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 4, Dimension), None);

        var description = await index.DescribeAsync(None);

        Assert.That(description, Has.Property("Count").EqualTo(4).And.Property("Exists").True
            .And.Property("Model").EqualTo("test/model").And.Property("Dimension").EqualTo(Dimension));
    }

    [Test]
    public async Task Counts_the_vectors_of_each_version()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        await index.UpsertAsync([Vectors.Chunk(_document, 6, Vectors.Random(7, Dimension), version: 2)], None);
        await index.UpsertAsync(Vectors.Chunks(_other, 2, Dimension), None);
        await index.DeleteAsync(_other, 1, None);

        Assert.That(await index.ListStoredAsync(None), Is.EquivalentTo([new StoredParts(_document, 1, 3, 2), new StoredParts(_document, 2, 1, 6)]));
    }
}
