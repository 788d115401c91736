using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class RetrievePassagesTests : IDisposable
{
    private const string Question = "¿Qué plazo hay?";

    private static readonly DocumentId Document = new(new Guid("11111111-1111-4111-8111-111111111111"));

    private readonly FakeEmbedder _embedder = new FakeEmbedder().With(Question, 1, 0, 0);
    private readonly Mock<IVectorIndex> _vectors = new();
    private readonly Mock<ILexicalIndex> _lexical = new();
    private readonly Mock<IPassageRepository> _passages = new();
    private readonly RetrievalOptions _options = new() { K = 2, KMultiplier = 2 };
    private readonly Dictionary<ChunkId, ReadOnlyMemory<float>> _stored = [];
    private readonly HashSet<ChunkId> _invisible = [];
    private readonly List<int> _askedCounts = [];
    private List<VectorHit> _nearest = [];
    private List<LexicalHit> _matching = [];

    public RetrievePassagesTests()
    {
        _vectors
            .Setup(index => index.SearchAsync(It.IsAny<ReadOnlyMemory<float>>(), It.IsAny<int>(), It.IsAny<DocumentId?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((ReadOnlyMemory<float> _, int count, DocumentId? _, CancellationToken _) =>
            {
                _askedCounts.Add(count);
                return [.. _nearest.Take(count)];
            });
        _vectors
            .Setup(index => index.FindVectorsAsync(It.IsAny<IReadOnlyCollection<ChunkId>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(_stored);
        _lexical
            .Setup(index => index.SearchAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<DocumentId?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, int count, DocumentId? _, CancellationToken _) => [.. _matching.Take(count)]);
        _lexical
            .Setup(index => index.ScoreAsync(It.IsAny<string>(), It.IsAny<IReadOnlyCollection<ChunkId>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, IReadOnlyCollection<ChunkId> ids, CancellationToken _) =>
                [.. ids.Select(id => new LexicalHit(id, Score: 1, Coverage: 0.25))]);
        _passages
            .Setup(passages => passages.FindVisibleAsync(It.IsAny<IReadOnlyCollection<ChunkId>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyCollection<ChunkId> ids, CancellationToken _) =>
                [.. ids.Where(id => !_invisible.Contains(id)).Select(id => new Passage(A.Chunk(id.Document, id.Index), "tarifas.pdf"))]);
    }

    public void Dispose() => _embedder.Dispose();

    [Test]
    public async Task Gets_for_each_candidate_the_score_that_only_the_other_side_gave()
    {
        _nearest = [new VectorHit(Id(0), 0.9)];
        _matching = [new LexicalHit(Id(1), Score: 7, Coverage: 0.8)];
        _stored[Id(1)] = new float[] { 0.5f, 0, 0 };

        var retrieved = await RetrieveAsync();

        var byIndex = retrieved.Candidates.ToDictionary(candidate => candidate.Passage.Chunk.Id.Index);
        Assert.That((byIndex[0].Cosine, byIndex[0].LexicalScore, byIndex[0].Coverage), Is.EqualTo((0.9, 1.0, 0.25)));
        Assert.That((byIndex[1].Cosine, byIndex[1].LexicalScore, byIndex[1].Coverage), Is.EqualTo((0.5, 7.0, 0.8)));
    }

    [Test]
    public async Task Asks_both_sides_for_k_times_the_multiplier()
    {
        _nearest = Hits(0, 10);

        await RetrieveAsync();

        Assert.That(_askedCounts, Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public async Task Asks_for_twice_as_many_when_hits_of_hidden_versions_took_the_places()
    {
        _nearest = Hits(0, 10);
        _invisible.UnionWith([Id(0), Id(1), Id(2)]);

        var retrieved = await RetrieveAsync();

        Assert.That(_askedCounts, Is.EqualTo(new[] { 4, 8 }));
        Assert.That(retrieved.Candidates.Select(candidate => candidate.Passage.Chunk.Id.Index), Is.EquivalentTo([3, 4, 5, 6]));
    }

    [Test]
    public async Task Does_not_ask_again_a_side_that_has_no_more_to_give()
    {
        _nearest = Hits(0, 3);
        _invisible.UnionWith([Id(0), Id(1)]);

        var retrieved = await RetrieveAsync();

        Assert.That(_askedCounts, Is.EqualTo(new[] { 4 }));
        Assert.That(retrieved.Candidates.Select(candidate => candidate.Passage.Chunk.Id.Index), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Stops_asking_when_there_is_nothing_but_hidden_versions()
    {
        _nearest = Hits(0, 1000);
        _invisible.UnionWith(_nearest.Select(hit => hit.Id));

        var retrieved = await RetrieveAsync();

        Assert.That(_askedCounts, Is.EqualTo(new[] { 4, 8, 16, 32, 64 }));
        Assert.That((retrieved.Candidates.Count, retrieved.IsAnswerable), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task Embeds_the_question_once_and_as_a_question()
    {
        _nearest = Hits(0, 10);
        _invisible.UnionWith([Id(0), Id(1), Id(2)]);

        var retrieved = await RetrieveAsync();

        Assert.That(_embedder.Calls, Is.EqualTo(new[] { (Question, EmbeddingRole.Query) }));
        Assert.That(retrieved.QueryVector.ToArray(), Is.EqualTo(new float[] { 1, 0, 0 }));
    }

    [Test]
    public async Task Searches_the_words_only_after_the_full_text_has_caught_up()
    {
        var order = new List<string>();
        _lexical.Setup(index => index.CatchUpAsync(It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask).Callback(() => order.Add("catch up"));
        _lexical.Setup(index => index.SearchAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<DocumentId?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]).Callback(() => order.Add("search"));

        await RetrieveAsync();

        Assert.That(order, Is.EqualTo(new[] { "catch up", "search" }));
    }

    [Test]
    public async Task Has_no_answer_in_an_empty_corpus()
    {
        var retrieved = await RetrieveAsync();

        Assert.That((retrieved.IsAnswerable, retrieved.Evidence, retrieved.Kept.Count), Is.EqualTo((false, 0.0, 0)));
    }

    [Test]
    public async Task Answers_from_a_near_passage_that_holds_the_words()
    {
        _nearest = [new VectorHit(Id(0), 0.9)];
        _matching = [new LexicalHit(Id(0), Score: 7, Coverage: 0.9)];

        Assert.That((await RetrieveAsync()).IsAnswerable, Is.True);
    }

    [Test]
    public async Task Lets_a_set_limit_decide_instead_of_the_model_s_constants()
    {
        _nearest = [new VectorHit(Id(0), 0.9)];
        _matching = [new LexicalHit(Id(0), Score: 7, Coverage: 0.9)];
        _options.NoAnswerThreshold = 1;

        Assert.That((await RetrieveAsync()).IsAnswerable, Is.False);
    }

    [Test]
    public async Task Refuses_while_the_model_is_being_loaded()
    {
        _embedder.IsLoaded = false;

        var result = await Handler().Handle(new RetrievePassages(Question), CancellationToken.None);

        Assert.That(result.Error?.Code, Is.EqualTo("embedder_loading"));
    }

    [Test]
    public async Task Looks_into_one_document_only_when_asked_to()
    {
        await Handler().Handle(new RetrievePassages(Question, K: 3, OnlyIn: Document), CancellationToken.None);

        _vectors.Verify(index => index.SearchAsync(It.IsAny<ReadOnlyMemory<float>>(), 6, Document, It.IsAny<CancellationToken>()));
        _lexical.Verify(index => index.SearchAsync(Question, 6, Document, It.IsAny<CancellationToken>()));
    }

    private static ChunkId Id(int index) => new(Document, 1, index);

    private static List<VectorHit> Hits(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => new VectorHit(Id(i), 0.9 - (i * 0.0001)))];

    private async Task<RetrievedPassages> RetrieveAsync() =>
        (await Handler().Handle(new RetrievePassages(Question), CancellationToken.None)).Value;

    private RetrievePassagesHandler Handler() => new(
        _embedder, _embedder, new CandidateSearch(_vectors.Object, _lexical.Object, _passages.Object), new IndexGate(),
        new RagMetrics(new Meter(RagMetrics.MeterName)),
        Options.Create(_options),
        NullLogger<RetrievePassagesHandler>.Instance);
}
