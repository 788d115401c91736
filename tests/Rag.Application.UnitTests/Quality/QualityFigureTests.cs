using Rag.Testing.Quality;

namespace Rag.Application.UnitTests.Quality;

/// <summary>The figures that retrieval is judged by, against values worked out by hand.</summary>
public sealed class QualityFigureTests
{
    [Test]
    public void A_hit_at_rank_two_counts_half_in_mrr_and_one_over_log2_of_three_in_ndcg()
    {
        string[] ranking = ["a", "b", "c"];
        HashSet<string> relevant = ["b"];

        Assert.That(RankingMetrics.Recall(ranking, relevant, 1), Is.Zero);
        Assert.That(RankingMetrics.Recall(ranking, relevant, 2), Is.EqualTo(1));
        Assert.That(RankingMetrics.ReciprocalRank(ranking, relevant, 10), Is.EqualTo(0.5));
        Assert.That(RankingMetrics.Ndcg(ranking, relevant, 10), Is.EqualTo(0.6309).Within(0.0001));
    }

    [Test]
    public void What_is_not_found_within_k_counts_nothing()
    {
        string[] ranking = ["a", "b"];

        Assert.That(RankingMetrics.ReciprocalRank(ranking, new HashSet<string> { "b" }, 1), Is.Zero);
        Assert.That(RankingMetrics.Ndcg(ranking, new HashSet<string> { "c" }, 10), Is.Zero);
    }

    [Test]
    public void Coverage_ignores_white_space_and_what_two_texts_hold_counts_once()
    {
        var coverage = TextCoverage.Of(["ten ten ten ten ten ten ten"], ["before ten\nten ten ten ten ten ten", "tenten ten tentenTEN"]);

        Assert.That(coverage.Recall, Is.EqualTo(1));
        Assert.That((coverage.Covered, coverage.Wanted, coverage.Found), Is.EqualTo((21, 21, 45)));
        Assert.That(coverage.Iou, Is.EqualTo(21.0 / 45));
    }

    [Test]
    public void Half_of_a_reference_is_half_of_its_recall()
    {
        var coverage = TextCoverage.Of(["abcdefghijklmnopqrstuvwxyz0123456789ABCD"], ["xx abcdefghijklmnopqrst xx"]);

        Assert.That(coverage.Recall, Is.EqualTo(0.5));
    }

    [Test]
    public void Auroc_is_the_share_of_pairs_in_the_right_order_and_ties_count_half()
    {
        Assert.That(Statistics.Auroc([0.9, 0.5], [0.5, 0.1]), Is.EqualTo((1 + 1 + 0.5 + 1) / 4));
    }

    [Test]
    public void The_bootstrap_s_interval_holds_the_mean_and_is_the_same_each_time()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 4 == 0 ? 0.0 : 1)];

        var estimate = Statistics.Bootstrap(values);

        Assert.That(estimate.Mean, Is.EqualTo(0.75));
        Assert.That(estimate.Low, Is.InRange(0.6, 0.74));
        Assert.That(estimate.High, Is.InRange(0.76, 0.9));
        Assert.That(Statistics.Bootstrap(values), Is.EqualTo(estimate));
    }

    [Test]
    public void A_quantile_is_a_value_that_was_measured()
    {
        Assert.That(Statistics.Quantile([4, 1, 3, 2], 0.5), Is.EqualTo(2));
        Assert.That(Statistics.Quantile([4, 1, 3, 2], 0.95), Is.EqualTo(4));
    }
}
