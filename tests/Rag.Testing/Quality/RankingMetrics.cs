namespace Rag.Testing.Quality;

/// <summary>Figures of one question's ranking with binary gain. All 0..1.</summary>
public static class RankingMetrics
{
    /// <summary>Position from 1 of the first relevant entry; null where there is none.</summary>
    /// <param name="ranking">Best first, each once.</param>
    public static int? FirstHit<T>(IReadOnlyList<T> ranking, IReadOnlySet<T> relevant)
    {
        for (var i = 0; i < ranking.Count; i++)
        {
            if (relevant.Contains(ranking[i]))
            {
                return i + 1;
            }
        }

        return null;
    }

    /// <summary>1 where a relevant entry is among the first <paramref name="k"/>; the share of questions is the mean.</summary>
    public static double Recall<T>(IReadOnlyList<T> ranking, IReadOnlySet<T> relevant, int k) => FirstHit(ranking, relevant) <= k ? 1 : 0;

    /// <summary>Reciprocal rank, 0 beyond <paramref name="k"/>.</summary>
    public static double ReciprocalRank<T>(IReadOnlyList<T> ranking, IReadOnlySet<T> relevant, int k) =>
        FirstHit(ranking, relevant) is { } rank && rank <= k ? 1.0 / rank : 0;

    /// <summary>Normalised discounted cumulative gain, log2 discount (Järvelin and Kekäläinen, 2002).</summary>
    public static double Ndcg<T>(IReadOnlyList<T> ranking, IReadOnlySet<T> relevant, int k)
    {
        var gain = ranking.Take(k).Select((entry, i) => relevant.Contains(entry) ? Discount(i) : 0).Sum();
        var best = Enumerable.Range(0, Math.Min(k, relevant.Count)).Sum(Discount);
        return best > 0 ? gain / best : 0;
    }

    private static double Discount(int index) => 1 / Math.Log2(index + 2);
}
