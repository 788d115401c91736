using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class RankFusionTests
{
    [Test]
    public void Adds_half_of_the_cosine_a_fifth_of_bm25_and_three_tenths_of_the_coverage()
    {
        var fused = Fuse([0.90, 0.85, 0.80], [0, 10, 5], [0, 0.8, 0.4]);

        Assert.That(fused, Is.EqualTo([0.5, 0.25 + 0.2 + 0.24, 0.1 + 0.12]).Within(1e-9));
    }

    [Test]
    public void Passes_the_weight_of_bm25_to_the_dense_side_as_far_as_no_passage_has_the_question_s_words()
    {
        // The best coverage is half of what would count fully.
        var fused = Fuse([0.9, 0.8], [1, 3], [0.1, 0.2]);

        Assert.That(fused, Is.EqualTo([0.6 + (0.1 / 3) + 0.03, 0.1 + 0.06]).Within(1e-9));
    }

    [Test]
    public void Goes_by_the_words_where_the_model_does_not_know_the_question_s_language()
    {
        var fused = Fuse([0.9, 0.8], [5, 10], [0.4, 0.6], modelReadsQuestion: false);

        Assert.That(fused, Is.EqualTo([0.2 + 0.25 + 0.12, 0.5 + 0.18]).Within(1e-9));
    }

    [Test]
    public void Leaves_it_to_the_dense_side_when_no_candidate_has_a_word_of_the_question()
    {
        Assert.That(Fuse([0.9, 0.8], [0, 0], [0, 0]), Is.EqualTo([1.0, 0.0]));
    }

    [Test]
    public void Leaves_it_to_the_lexical_side_when_no_candidate_has_a_vector()
    {
        Assert.That(Fuse([null, null], [4, 8], [0.5, 1]), Is.EqualTo([0.5, 1.0]).Within(1e-9));
    }

    [Test]
    public void Gives_a_candidate_without_a_vector_what_its_words_are_worth()
    {
        var fused = Fuse([0.9, null, 0.8], [1, 2, 0], [0.2, 0.5, 0]);

        Assert.That(fused, Is.EqualTo([0.5 + 0.1 + 0.06, 0.2 + 0.15, 0.0]).Within(1e-9));
    }

    [Test]
    public void Gives_a_single_candidate_that_has_all_the_words_all_that_there_is()
    {
        Assert.That(Fuse([0.8], [3], [1]), Is.EqualTo([1.0]).Within(1e-9));
    }

    [Test]
    public void Has_nothing_to_say_of_no_candidates()
    {
        Assert.That(Fuse([], [], []), Is.Empty);
    }

    private static double[] Fuse(double?[] cosines, double[] bm25, double[] coverage, bool modelReadsQuestion = true) =>
        RankFusion.Fuse(cosines, bm25, coverage, modelReadsQuestion);
}
