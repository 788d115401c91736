using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class CandidateRankingTests
{
    private static readonly DocumentId Document = new(new Guid("11111111-1111-4111-8111-111111111111"));

    private static readonly SimilarityScale Scale = new(0.75, 0.93);

    [Test]
    public void Drops_a_candidate_only_when_its_meaning_and_its_words_are_both_weak()
    {
        var ranked = Rank(k: 5,
            One(0, cosine: 0.90, lexical: 9, coverage: 0.9),
            One(1, cosine: 0.76, lexical: 0, coverage: 0),
            One(2, cosine: 0.76, lexical: 8, coverage: 0.8),
            One(3, cosine: 0.88, lexical: 0, coverage: 0));

        Assert.That(FateOf(ranked, 1), Is.EqualTo(CandidateFate.BelowThreshold));
        Assert.That(ranked.Where(one => one.Fate == CandidateFate.Kept).Select(one => one.Passage.Chunk.Id.Index), Is.EquivalentTo([0, 2, 3]));
    }

    [Test]
    public void Asks_half_of_the_similarity_of_a_passage_in_another_language()
    {
        var ranked = Rank(k: 5,
            One(0, cosine: 0.90, lexical: 0, coverage: 0),
            Saying("The deadline for the return of an item is of thirty days.", One(1, cosine: 0.79, lexical: 0, coverage: 0)),
            Saying("El plazo de devolución de un artículo es de treinta días.", One(2, cosine: 0.79, lexical: 0, coverage: 0)));

        Assert.That(FateOf(ranked, 1), Is.EqualTo(CandidateFate.Kept));
        Assert.That(FateOf(ranked, 2), Is.EqualTo(CandidateFate.BelowThreshold));
    }

    [Test]
    public void Keeps_no_more_than_k_and_says_of_the_others_why()
    {
        var same = new float[] { 1, 0 };
        var ranked = Rank(k: 2,
            One(0, cosine: 0.92, lexical: 9, coverage: 0.9, same),
            One(1, cosine: 0.91, lexical: 9, coverage: 0.9, same),
            One(2, cosine: 0.88, lexical: 1, coverage: 0.5, [0, 1]),
            One(3, cosine: 0.85, lexical: 1, coverage: 0.5, [-1, 0]));

        Assert.That(ranked.Select(one => one.Fate), Is.EqualTo(new[]
        {
            CandidateFate.Kept, CandidateFate.Kept, CandidateFate.NearDuplicate, CandidateFate.BeyondK,
        }));
        Assert.That(ranked.Select(one => one.Passage.Chunk.Id.Index), Is.EqualTo(new[] { 0, 2, 1, 3 }));
    }

    [Test]
    public void Puts_the_cosine_on_the_model_s_scale()
    {
        var ranked = Rank(k: 1, One(0, cosine: 0.84, lexical: 1, coverage: 1));

        Assert.That(ranked[0].Similarity, Is.EqualTo(0.5).Within(1e-9));
    }

    [Test]
    public void Breaks_ties_by_id()
    {
        var ranked = Rank(k: 3, One(0, 0.85, 1, 1), One(1, 0.85, 1, 1), One(2, 0.85, 1, 1));

        Assert.That(ranked.Select(one => one.Passage.Chunk.Id.Index), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    private static IReadOnlyList<Candidate> Rank(int k, params Candidate[] candidates) =>
        CandidateRanking.Rank(candidates, Scale, new QuestionReading(TextLanguage.Spanish, ModelReads: true), k, new RetrievalOptions());

    private static CandidateFate FateOf(IReadOnlyList<Candidate> ranked, int index) =>
        ranked.Single(one => one.Passage.Chunk.Id.Index == index).Fate;

    private static Candidate Saying(string text, Candidate candidate) =>
        candidate with { Passage = candidate.Passage with { Chunk = candidate.Passage.Chunk with { Text = text } } };

    private static Candidate One(int index, double cosine, double lexical, double coverage, float[]? vector = null) => new()
    {
        Passage = new Passage(A.Chunk(Document, index), "tarifas.pdf"),
        Cosine = cosine,
        LexicalScore = lexical,
        Coverage = coverage,
        Vector = vector,
    };
}
