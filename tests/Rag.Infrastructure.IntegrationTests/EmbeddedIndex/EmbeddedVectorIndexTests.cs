using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NUnit.Framework.Constraints;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.EmbeddedIndex;

public sealed class EmbeddedVectorIndexTests : VectorIndexContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<EmbeddedVectorIndex> _opened = [];
    private readonly DocumentId _document = DocumentId.New();

    private string FilePath => _folder.File("vectors.db");

    public void Dispose()
    {
        _opened.ForEach(index => index.Dispose());
        _folder.Dispose();
    }

    [Test]
    public async Task Finds_what_a_naive_scan_finds_through_thousands_of_writes_and_deletes()
    {
        const int dimension = 37;
        var index = Open(new StubEmbeddingModel("test/odd", dimension));
        var expected = new Dictionary<ChunkId, EmbeddedChunk>();
        var random = new Random(7);
        var documents = Enumerable.Range(0, 12).Select(_ => DocumentId.New()).ToArray();

        for (var step = 0; step < 120; step++)
        {
            var document = documents[random.Next(documents.Length)];
            if (random.Next(4) == 0)
            {
                await index.DeleteAsync(document, version: null, None);
                expected.Keys.Where(id => id.Document == document).ToList().ForEach(id => expected.Remove(id));
                continue;
            }

            var batch = Vectors.Chunks(document, random.Next(1, 200), dimension, firstSeed: step * 1000);
            await index.UpsertAsync(batch, None);
            Array.ForEach(batch, chunk => expected[chunk.Chunk.Id] = chunk);
        }

        var query = Vectors.Random(-5, dimension);
        var best = expected.Values.OrderByDescending(chunk => Vectors.Cosine(chunk, query)).Take(50).Select(chunk => chunk.Chunk.Id).ToArray();
        Assert.That((await index.SearchAsync(query, 50, onlyIn: null, None)).Select(hit => hit.Id), Is.EqualTo(best));
        Assert.That(
            (await index.FindVectorsAsync(expected.Keys, None)).Select(pair => (pair.Key, pair.Value.ToArray()[0])),
            Is.EquivalentTo(expected.Values.Select(chunk => (chunk.Chunk.Id, chunk.Vector.Span[0]))));
        Assert.That((await index.DescribeAsync(None)).Count, Is.EqualTo(expected.Count));
    }

    [Test]
    public async Task Takes_the_last_of_two_vectors_for_one_chunk_in_a_batch()
    {
        var index = Open(Model);
        var last = Vectors.Random(2, Dimension);

        await index.UpsertAsync([Vectors.Chunk(_document, 0, Vectors.Random(1, Dimension)), Vectors.Chunk(_document, 0, last)], None);

        var hits = await index.SearchAsync(last, 5, onlyIn: null, None);
        Assert.That(hits.Select(hit => hit.Cosine), Is.EqualTo([1.0]).Within(1e-5));
        Assert.That(await Open(Model).SearchAsync(last, 5, onlyIn: null, None), Is.EqualTo(hits));
    }

    [Test]
    public void Refuses_a_vector_that_is_not_of_unit_length()
    {
        var index = Open(Model);
        var twice = Vectors.Random(1, Dimension).Select(value => value * 2).ToArray();
        var notANumber = Vectors.Random(1, Dimension);
        notANumber[3] = float.NaN;

        Assert.That(() => index.UpsertAsync([Vectors.Chunk(_document, 0, twice)], None), Throws.ArgumentException);
        Assert.That(() => index.UpsertAsync([Vectors.Chunk(_document, 0, notANumber)], None), Throws.ArgumentException);
    }

    [Test]
    public async Task Readers_see_each_write_whole_or_not_at_all()
    {
        var index = Open(Model);
        var even = Vectors.Random(1, Dimension);
        var odd = even.Select(value => -value).ToArray();
        await index.UpsertAsync(Version(even), None);
        using var done = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var searches = 0;
            do
            {
                var hits = await index.SearchAsync(even, 100, onlyIn: null, None);
                Assert.That(hits, Has.Count.EqualTo(40));
                Assert.That(hits.Select(hit => Math.Round(hit.Cosine)).Distinct().Count(), Is.EqualTo(1), "a mixture of two writes");
                var vectors = await index.FindVectorsAsync([.. hits.Select(hit => hit.Id)], None);
                Assert.That(vectors, Has.Count.EqualTo(40));
                searches++;
            }
            while (!done.IsCancellationRequested);
            return searches;
        })).ToArray();
        for (var i = 1; i <= 150; i++)
        {
            await index.UpsertAsync(Version(i % 2 == 0 ? even : odd), None);
        }

        await done.CancelAsync();
        Assert.That(await Task.WhenAll(readers), Has.All.GreaterThan(0));

        EmbeddedChunk[] Version(float[] vector) => [.. Enumerable.Range(0, 40).Select(i => Vectors.Chunk(_document, i, vector))];
    }

    [Test]
    public async Task Keeps_a_vector_that_was_handed_out_when_it_is_overwritten()
    {
        var index = Open(Model);
        var first = Vectors.Random(1, Dimension);
        await index.UpsertAsync([Vectors.Chunk(_document, 0, first)], None);
        var handedOut = (await index.FindVectorsAsync([new ChunkId(_document, 1, 0)], None)).Values.Single();

        await index.UpsertAsync([Vectors.Chunk(_document, 0, Vectors.Random(2, Dimension))], None);

        Assert.That(handedOut.ToArray(), Is.EqualTo(first));
    }

    [Test]
    public async Task Does_not_mix_vectors_of_two_models()
    {
        await Open(Model).UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);
        var index = Open(new StubEmbeddingModel("test/other", Dimension));

        Assert.That(() => index.SearchAsync(Vectors.Random(1, Dimension), 1, onlyIn: null, None), ThrowsMismatch());
        Assert.That(() => index.UpsertAsync(Vectors.Chunks(_document, 1, Dimension), None), ThrowsMismatch());
        Assert.That(await index.DescribeAsync(None), Has.Property("Model").EqualTo("test/model").And.Property("Count").EqualTo(2));
    }

    [Test]
    public async Task Takes_the_model_in_force_when_all_of_the_old_one_is_deleted()
    {
        await Open(Model).UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);
        var index = Open(new StubEmbeddingModel("test/wider", Dimension + 8));

        await index.DeleteAsync(_document, version: null, None);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension + 8), None);

        Assert.That(
            await index.DescribeAsync(None),
            Has.Property("Model").EqualTo("test/wider").And.Property("Dimension").EqualTo(Dimension + 8).And.Property("Count").EqualTo(3));
    }

    [Test]
    public async Task What_is_written_after_a_switch_that_failed_stays()
    {
        var index = Open(Model);
        var draft = await index.BeginDraftAsync(Model.Name, Dimension, None);
        await draft.DropAsync(None);

        Assert.That(() => draft.SwitchAsync(None), Throws.InstanceOf<SqliteException>());
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);

        Assert.That((await Open(Model).DescribeAsync(None)).Count, Is.EqualTo(3));
    }

    [Test]
    public void Names_a_file_that_is_not_a_database()
    {
        File.WriteAllText(FilePath, new string('x', 5000));

        Assert.That(() => Open(Model).SearchAsync(Vectors.Random(1, Dimension), 1, onlyIn: null, None), ThrowsDamaged());
        Assert.That(() => Open(Model).DescribeAsync(None), ThrowsDamaged());
    }

    [Test]
    public void Names_a_database_of_something_else()
    {
        Execute("CREATE TABLE users (id INTEGER)");

        Assert.That(() => Open(Model).DescribeAsync(None), ThrowsDamaged());
    }

    [Test]
    public async Task Names_a_file_whose_vectors_are_cut()
    {
        await Open(Model).UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        Execute("UPDATE chunks SET vector = substr(vector, 1, 40) WHERE chunk_index = 1");

        Assert.That(() => Open(Model).SearchAsync(Vectors.Random(1, Dimension), 1, onlyIn: null, None), ThrowsDamaged());
    }

    [Test]
    public async Task Names_a_file_of_another_schema()
    {
        await Open(Model).UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        Execute("UPDATE meta SET schema_version = 99");

        Assert.That(() => Open(Model).DescribeAsync(None), ThrowsDamaged());
    }

    [Test]
    public async Task Stores_what_the_contract_names_with_each_vector()
    {
        var chunk = Vectors.Chunk(_document, 7, Vectors.Random(1, Dimension), version: 3);
        await Open(Model).UpsertAsync([chunk], None);

        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT document_id, version, chunk_index, source, page, content_hash, word_count, char_count, length(vector) FROM chunks";
        using var row = command.ExecuteReader();

        Assert.That(row.Read(), Is.True);
        Assert.That(
            Enumerable.Range(0, row.FieldCount).Select(row.GetValue),
            Is.EqualTo(new object[]
            {
                _document.ToString(), 3L, 7L, "tarifas.pdf", 1L, chunk.Chunk.ContentHash, (long)chunk.Chunk.Words,
                (long)chunk.Chunk.Text.Length, Dimension * 4L,
            }));
    }

    protected override IVectorIndex Open(IEmbeddingModel model)
    {
        // A new process: what the one before had open is closed.
        _opened.ForEach(index => index.Dispose());
        var options = Options.Create(new StorageOptions { VectorStorePath = _folder.Path });
        var index = new EmbeddedVectorIndex(options, model, NullLogger<EmbeddedVectorIndex>.Instance);
        _opened.Add(index);
        return index;
    }

    private static ContainsConstraint ThrowsMismatch() =>
        Throws.InstanceOf<VectorIndexMismatchException>()
            .With.Message.Contains("test/model").And.Message.Contains("test/other");

    private EqualStringConstraint ThrowsDamaged() =>
        Throws.InstanceOf<VectorFileDamagedException>().With.Property("Path").EqualTo(FilePath);

    private SqliteConnection Connect()
    {
        _opened.ForEach(index => index.Dispose());
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
