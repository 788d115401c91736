using CsCheck;
using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class MaximalMarginalRelevanceTests
{
    private static readonly SimilarityScale Scale = new(0.5, 1);

    [Test]
    public void Sets_a_near_duplicate_of_one_already_taken_behind_the_others()
    {
        var picks = MaximalMarginalRelevance.Order(
            [1.0, 0.9, 0.4], [Vector(1, 0), Vector(0.999f, 0.0447f), Vector(0, 1)], Scale, lambda: 0.5);

        Assert.That(picks.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 2, 1 }));
        Assert.That(picks.Select(pick => pick.IsNearDuplicate), Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public void Measures_likeness_on_the_model_s_scale()
    {
        // Cosine 0.94 is likeness 0.88 where 0.5 is unrelated, and 0.94 where 0 is.
        ReadOnlyMemory<float>[] vectors = [Vector(1, 0), Vector(0.94f, 0.3412f), Vector(0, 1)];

        var narrow = MaximalMarginalRelevance.Order([1.0, 0.9, 0.4], vectors, Scale, lambda: 0.5);
        var wide = MaximalMarginalRelevance.Order([1.0, 0.9, 0.4], vectors, new SimilarityScale(0, 1), lambda: 0.5);

        Assert.That(narrow.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(wide.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 2, 1 }));
    }

    [Test]
    public void Two_passages_as_near_as_a_question_and_its_answer_are_not_nearly_the_same()
    {
        ReadOnlyMemory<float>[] vectors = [Vector(1, 0), Vector(0.94f, 0.3412f), Vector(0, 1)];

        var picks = MaximalMarginalRelevance.Order([1.0, 0.9, 0.4], vectors, new SimilarityScale(0.75, 0.93), lambda: 0.5);

        Assert.That(picks.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Changes_nothing_where_relevance_alone_counts()
    {
        var picks = MaximalMarginalRelevance.Order([1.0, 0.9, 0.4], [Vector(1, 0), Vector(1, 0), Vector(0, 1)], Scale, lambda: 1);

        Assert.That(picks.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Never_takes_a_candidate_without_a_vector_for_a_duplicate()
    {
        var picks = MaximalMarginalRelevance.Order([1.0, 0.9, 0.4], [Vector(1, 0), default, Vector(0, 1)], Scale, lambda: 0.5);

        Assert.That(picks.Select(pick => pick.Index), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Keeps_the_order_of_relevance_among_candidates_that_differ_whatever_lambda_is()
    {
        // Axes of their own: nothing is like anything else.
        var cases = Gen.Select(Gen.Double[0, 1].Array[1, 12], Gen.Double[0, 1]);

        cases.Sample((relevance, lambda) =>
        {
            var vectors = relevance.Select((_, i) => (ReadOnlyMemory<float>)Enumerable.Range(0, 12).Select(j => i == j ? 1f : 0f).ToArray());

            var picks = MaximalMarginalRelevance.Order(relevance, [.. vectors], Scale, lambda);

            return picks.Select(pick => relevance[pick.Index]).SequenceEqual(relevance.OrderDescending());
        });
    }

    private static ReadOnlyMemory<float> Vector(params float[] values) => values;
}
