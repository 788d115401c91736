using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class RankFusionTests
{
    [Test]
    public void Adds_seven_tenths_of_the_dense_and_three_tenths_of_the_lexical_side_each_scaled_to_the_candidates()
    {
        var fused = RankFusion.Fuse([0.90, 0.85, 0.80], [0, 10, 5]);

        Assert.That(fused, Is.EqualTo([0.7, 0.35 + 0.3, 0.15]).Within(1e-9));
    }

    [Test]
    public void Leaves_it_to_the_dense_side_when_no_candidate_has_a_word_of_the_question()
    {
        var fused = RankFusion.Fuse([0.9, 0.8], [0, 0]);

        Assert.That(fused, Is.EqualTo([1.0, 0.0]));
    }

    [Test]
    public void Leaves_it_to_the_lexical_side_when_no_candidate_has_a_vector()
    {
        var fused = RankFusion.Fuse([null, null], [4, 8]);

        Assert.That(fused, Is.EqualTo([0.5, 1.0]));
    }

    [Test]
    public void Gives_a_candidate_without_a_vector_what_its_words_are_worth()
    {
        var fused = RankFusion.Fuse([0.9, null, 0.8], [1, 2, 0]);

        Assert.That(fused, Is.EqualTo([0.7 + 0.15, 0.3, 0.0]).Within(1e-9));
    }

    [Test]
    public void Gives_a_single_candidate_all_that_there_is()
    {
        Assert.That(RankFusion.Fuse([0.8], [3]), Is.EqualTo([1.0]).Within(1e-9));
    }

    [Test]
    public void Has_nothing_to_say_of_no_candidates()
    {
        Assert.That(RankFusion.Fuse([], []), Is.Empty);
    }
}
