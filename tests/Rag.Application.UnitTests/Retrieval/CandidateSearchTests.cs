using Moq;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Retrieval;

/// <summary>What a search makes of versions that are shown and hidden while it is under way.</summary>
public sealed class CandidateSearchTests
{
    private static readonly DocumentId Document = new(new Guid("11111111-1111-4111-8111-111111111111"));

    private readonly Mock<IVectorIndex> _vectors = new();
    private readonly Mock<ILexicalIndex> _lexical = new();
    private readonly Mock<IPassageRepository> _passages = new();
    private readonly List<ChunkId> _stored = [];
    private int _shown = 1;
    private int _searches;
    private Action _afterFirstSearch = () => { };

    public CandidateSearchTests()
    {
        _vectors
            .Setup(index => index.SearchAsync(It.IsAny<ReadOnlyMemory<float>>(), It.IsAny<int>(), It.IsAny<DocumentId?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() =>
            {
                _searches++;
                return [.. _stored.Select(id => new VectorHit(id, 0.9))];
            });
        _vectors
            .Setup(index => index.FindVectorsAsync(It.IsAny<IReadOnlyCollection<ChunkId>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Dictionary<ChunkId, ReadOnlyMemory<float>>());
        _lexical
            .Setup(index => index.SearchAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<DocumentId?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        _passages
            .Setup(passages => passages.FindVisibleAsync(It.IsAny<IReadOnlyCollection<ChunkId>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyCollection<ChunkId> ids, CancellationToken _) =>
            {
                if (_searches == 1)
                {
                    _afterFirstSearch();
                }

                return [.. ids.Where(id => id.Version == _shown).Select(id => new Passage(A.Chunk(id.Document, id.Index, version: id.Version), "tarifas.pdf"))];
            });
    }

    [Test]
    public async Task Searches_once_more_when_a_replacement_was_shown_after_the_search()
    {
        _stored.Add(Id(version: 1));
        _afterFirstSearch = () =>
        {
            _stored.Add(Id(version: 2));
            _shown = 2;
        };

        Assert.That(await FindAsync(), Is.EqualTo(new[] { Id(version: 2) }));
    }

    [Test]
    public async Task Searches_once_for_a_replacement_that_waits_beside_the_version_that_is_shown()
    {
        _stored.AddRange([Id(version: 1), Id(version: 2)]);

        Assert.That(await FindAsync(), Is.EqualTo(new[] { Id(version: 1) }));
        Assert.That(_searches, Is.EqualTo(1));
    }

    [Test]
    public async Task Searches_no_more_than_twice_for_a_document_that_is_not_shown_yet()
    {
        _stored.Add(Id(version: 1));
        _shown = 0;

        Assert.That(await FindAsync(), Is.Empty);
        Assert.That(_searches, Is.EqualTo(2));
    }

    private static ChunkId Id(int version) => new(Document, version, 0);

    private async Task<IEnumerable<ChunkId>> FindAsync()
    {
        var vector = new Lazy<Task<ReadOnlyMemory<float>>>(() => Task.FromResult<ReadOnlyMemory<float>>(new float[] { 1, 0, 0 }));
        var search = new CandidateSearch(_vectors.Object, _lexical.Object, _passages.Object);
        var candidates = await search.FindAsync(new CandidateQuery("¿Qué plazo hay?", vector, Count: 10, OnlyIn: null), CancellationToken.None);
        return candidates.Select(candidate => candidate.Passage.Chunk.Id);
    }
}
