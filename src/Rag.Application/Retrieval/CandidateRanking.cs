namespace Rag.Application.Retrieval;

/// <summary>From scored candidates to an order with reasons.</summary>
internal static class CandidateRanking
{
    /// <summary>
    /// Share of the question's weight from which a passage's words speak for it alone. A third: one of three equally rare
    /// words; a single common word of a long question stays below it.
    /// </summary>
    public const double WeakCoverage = 0.33;

    /// <summary>
    /// What of the least similarity is asked of a passage in another language. Half: the five best items of 60 Spanish questions over English
    /// pages then hold 0.77 of the answers, and 0.70 with the whole.
    /// </summary>
    private const double ShareAcrossLanguages = 0.5;

    /// <param name="candidates">With the scores of both sides, in the order that breaks ties.</param>
    /// <returns>The kept ones in their order, then the others by score.</returns>
    public static IReadOnlyList<Candidate> Rank(
        IReadOnlyList<Candidate> candidates, SimilarityScale scale, QuestionReading question, int k, RetrievalOptions options)
    {
        var fused = RankFusion.Fuse(
            [.. candidates.Select(c => c.Cosine)], [.. candidates.Select(c => c.LexicalScore)], [.. candidates.Select(c => c.Coverage)], question.ModelReads);
        var scored = candidates
            .Select((candidate, i) => candidate with
            {
                FusedScore = fused[i],
                Similarity = candidate.Cosine is { } cosine ? scale.ToSimilarity(cosine) : 0,
            })
            .OrderByDescending(candidate => candidate.FusedScore)
            .ToLookup(candidate => candidate.Coverage < WeakCoverage && candidate.Similarity < LeastSimilarity(candidate));

        var eligible = scored[false].ToList();
        var order = MaximalMarginalRelevance.Order(
            [.. eligible.Select(c => c.FusedScore)], [.. eligible.Select(c => c.Vector)], scale, options.MmrLambda);
        var kept = order.Take(k).Select(pick => eligible[pick.Index] with { Fate = CandidateFate.Kept });
        var behind = order.Skip(k)
            .Select(pick => eligible[pick.Index] with { Fate = pick.IsNearDuplicate ? CandidateFate.NearDuplicate : CandidateFate.BeyondK })
            .Concat(scored[true].Select(candidate => candidate with { Fate = CandidateFate.BelowThreshold }))
            .OrderByDescending(candidate => candidate.FusedScore);
        return [.. kept, .. behind];

        double LeastSimilarity(Candidate candidate) =>
            options.SimilarityThreshold * (question.IsInAnother(candidate.Passage.Chunk) ? ShareAcrossLanguages : 1);
    }
}
