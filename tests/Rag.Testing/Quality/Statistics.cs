namespace Rag.Testing.Quality;

/// <param name="Low">Of the 95 % interval.</param>
public readonly record struct Estimate(double Mean, double Low, double High);

public static class Statistics
{
    private const int Resamples = 1000;

    /// <summary>Mean with the percentile bootstrap's 95 % interval (Efron, 1979), always with the same seed.</summary>
    public static Estimate Bootstrap(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return default;
        }

        var random = new Random(1);
        var means = new double[Resamples];
        for (var round = 0; round < Resamples; round++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
            {
                sum += values[random.Next(values.Count)];
            }

            means[round] = sum / values.Count;
        }

        Array.Sort(means);
        return new Estimate(values.Average(), means[Resamples * 25 / 1000], means[Resamples * 975 / 1000]);
    }

    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties half (Mann and Whitney).</summary>
    public static double Auroc(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        var sorted = negatives.Order().ToArray();
        var wins = positives.Sum(value => (double)(CountBelow(sorted, value, orEqual: false) + CountBelow(sorted, value, orEqual: true)) / 2);
        return wins / ((double)positives.Count * negatives.Count);
    }

    /// <summary>The value below which this share of the values lies, nearest rank.</summary>
    /// <param name="share">0..1.</param>
    public static double Quantile(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static int CountBelow(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
