using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <summary>What became of a candidate.</summary>
public enum CandidateFate
{
    /// <summary>Given to the model.</summary>
    Kept,

    /// <summary>Good enough, but others were better.</summary>
    BeyondK,

    /// <summary>Good enough, but the prompt has no room for it behind those before it.</summary>
    BeyondBudget,

    /// <summary>Nearly the same as one that is kept, and for that reason behind others.</summary>
    NearDuplicate,

    /// <summary>Neither its meaning nor its words have to do with the question.</summary>
    BelowThreshold,
}

/// <summary>A passage that one of the two sides found, with what both say of it.</summary>
public sealed record Candidate
{
    public required Passage Passage { get; init; }

    /// <summary>Cosine of question and passage; null where the passage has no stored vector.</summary>
    public double? Cosine { get; init; }

    /// <summary>The cosine on the model's own scale, 0..1.</summary>
    public double Similarity { get; init; }

    /// <summary>BM25; comparable within one question only.</summary>
    public double LexicalScore { get; init; }

    /// <summary>Share of the question's weight that the passage's words hold, 0..1.</summary>
    public double Coverage { get; init; }

    /// <summary>Both sides together, 0..1 over the candidates of one question.</summary>
    public double FusedScore { get; init; }

    public CandidateFate Fate { get; init; }

    /// <summary>The stored vector; empty where there is none.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }
}

/// <summary>The outcome of one retrieval.</summary>
/// <param name="Candidates">All of them: the kept ones first, in the order in which they are given to the model; then the others by score.</param>
/// <param name="QueryVector">The question's embedding, so that nobody embeds it again.</param>
/// <param name="Evidence">How sure it is that the passages have to do with the question, 0..1; see <see cref="AnswerEvidence"/>.</param>
/// <param name="Timings">By stage.</param>
public sealed record RetrievedPassages(
    IReadOnlyList<Candidate> Candidates, ReadOnlyMemory<float> QueryVector, double Evidence, IReadOnlyDictionary<string, TimeSpan> Timings)
{
    /// <summary>The evidence from which an answer may be given, 0..1.</summary>
    public double EvidenceLimit { get; init; }

    /// <summary>False: the evidence is below the limit, and nothing may be answered from these passages.</summary>
    public required bool IsAnswerable { get; init; }

    public IReadOnlyList<Candidate> Kept { get; private init; } = [.. Candidates.TakeWhile(candidate => candidate.Fate == CandidateFate.Kept)];

    /// <summary>The same with fewer kept ones.</summary>
    public RetrievedPassages KeepFirst(int count) => this with
    {
        Candidates = [.. Candidates.Select((candidate, i) => i >= count && i < Kept.Count ? candidate with { Fate = CandidateFate.BeyondBudget } : candidate)],
        Kept = [.. Kept.Take(count)],
    };
}
