namespace Rag.Application.Retrieval;

/// <summary>
/// Weighted sum of both sides, each scaled to 0..1 over the candidates. By scores and not by ranks: on the evaluation set
/// nDCG@10 is 0.921 against 0.915 of reciprocal rank fusion, and 0.854 and 0.892 of the sides alone (models/README.md).
/// </summary>
internal static class RankFusion
{
    public const double DenseWeight = 0.7;
    public const double LexicalWeight = 0.3;

    /// <param name="cosines">Null where a candidate has no vector.</param>
    /// <param name="lexical">BM25, 0 for a candidate without any of the question's words.</param>
    /// <returns>A score per candidate, 0..1.</returns>
    public static double[] Fuse(IReadOnlyList<double?> cosines, IReadOnlyList<double> lexical)
    {
        var hasDense = cosines.Any(cosine => cosine is not null);
        var hasLexical = lexical.Any(score => score > 0);
        var dense = ScaleDense(cosines);
        var words = ScaleLexical(lexical);

        // A side that is empty, or that cannot read the question (other language, no known word), leaves it to the other.
        var (denseWeight, lexicalWeight) = (hasDense, hasLexical) switch
        {
            (true, true) => (DenseWeight, LexicalWeight),
            (true, false) => (1.0, 0.0),
            _ => (0.0, 1.0),
        };
        return [.. dense.Zip(words, (d, w) => (denseWeight * d) + (lexicalWeight * w))];
    }

    private static IEnumerable<double> ScaleDense(IReadOnlyList<double?> cosines)
    {
        var (lowest, highest) = (cosines.Min() ?? 0, cosines.Max() ?? 0);
        return cosines.Select(cosine => cosine switch
        {
            null => 0,
            _ when highest <= lowest => 1,
            { } value => (value - lowest) / (highest - lowest),
        });
    }

    // From 0 and not from the lowest: no matching word at all is the natural zero of BM25.
    private static IEnumerable<double> ScaleLexical(IReadOnlyList<double> lexical)
    {
        var highest = lexical.DefaultIfEmpty().Max();
        return lexical.Select(score => highest > 0 ? score / highest : 0);
    }
}
