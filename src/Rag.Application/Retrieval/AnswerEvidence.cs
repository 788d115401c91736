namespace Rag.Application.Retrieval;

/// <summary>
/// How sure it is that the corpus has to do with a question, from both sides together.
/// </summary>
internal static class AnswerEvidence
{
    /// <summary>Below it no model is called, unless <see cref="RetrievalOptions.NoAnswerThreshold"/> says otherwise.</summary>
    public const double DefaultLimit = 0.5;

    private const double Bias = -4;
    private const double SimilarityWeight = 5;
    private const double CoverageWeight = 5;

    /// <returns>0..1; 0 for no candidates.</returns>
    public static double Of(IReadOnlyList<Candidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return 0;
        }

        var logit = Bias
            + (SimilarityWeight * candidates.Max(candidate => candidate.Similarity))
            + (CoverageWeight * candidates.Max(candidate => candidate.Coverage));
        return 1 / (1 + Math.Exp(-logit));
    }
}
