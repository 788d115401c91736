using Rag.Application.RagAdmin;
using Rag.Application.Retrieval;

namespace Rag.Api.RagAdmin;

/// <param name="Query" example="¿Qué plazo hay para devolver un pedido?">A question, 1 to 2000 characters.</param>
/// <param name="K" example="4">Passages to keep, 1 to 50; <c>RETRIEVAL_K</c> when absent.</param>
/// <param name="FilterCriteria">Restricts the search to one document.</param>
/// <param name="IncludeContext">Whether <c>context</c> is filled.</param>
public sealed record RetrieveDebugRequest(string Query, int? K, FilterCriteria? FilterCriteria, bool IncludeContext = true);

/// <param name="Filename">The document's name, without regard to case.</param>
/// <param name="DocumentId">The document's id. With both, both must fit.</param>
public sealed record FilterCriteria(string? Filename, string? DocumentId);

/// <param name="Items">Every candidate: the kept ones first, as ranked, then the others by score.</param>
/// <param name="Context">The passages as the model would get them.</param>
/// <param name="Timings">Milliseconds by stage. <c>search</c> holds <c>embed</c>.</param>
/// <param name="Evidence">How sure it is that the documents have to do with the question, 0 to 1.</param>
/// <param name="EvidenceLimit">Below it the question is answered with a refusal: <c>NO_ANSWER_THRESHOLD</c>, or the application's own.</param>
public sealed record RetrieveDebugResponse(
    string Query, int K, IReadOnlyList<RetrieveDebugItem> Items, string? Context, IReadOnlyDictionary<string, double> Timings,
    double Evidence, double EvidenceLimit)
{
    public static RetrieveDebugResponse Of(RetrievalInspection inspection) => new(
        inspection.Query,
        inspection.K,
        [.. inspection.Candidates.Select(RetrieveDebugItem.Of)],
        inspection.Context,
        inspection.Timings.ToDictionary(stage => stage.Key, stage => Math.Round(stage.Value.TotalMilliseconds, 3)),
        inspection.Evidence,
        inspection.EvidenceLimit);
}

/// <param name="Rank">From 1 among the kept; null for the others.</param>
/// <param name="Reason">Why it was dropped: <c>beyond_k</c>, <c>beyond_budget</c>, <c>near_duplicate</c> or <c>below_threshold</c>; null for the kept.</param>
/// <param name="Page">1-based.</param>
/// <param name="DenseScore">Cosine of question and passage; null where the passage has no vector.</param>
/// <param name="LexicalScore">BM25, comparable within one question.</param>
/// <param name="FusedScore">Both together, what the order is made from.</param>
/// <param name="Score">The cosine on the model's own scale, 0 to 1: what sources carry.</param>
/// <param name="Coverage">Share of the question's weight that the passage's words hold, 0 to 1.</param>
public sealed record RetrieveDebugItem(
    int? Rank,
    bool Kept,
    string? Reason,
    string Filename,
    string DocumentId,
    int Page,
    int ChunkIndex,
    string Text,
    double? DenseScore,
    double LexicalScore,
    double FusedScore,
    double Score,
    double Coverage)
{
    public static RetrieveDebugItem Of(Candidate candidate, int index)
    {
        var (chunk, fileName) = candidate.Passage;
        var isKept = candidate.Fate == CandidateFate.Kept;
        return new RetrieveDebugItem(
            isKept ? index + 1 : null,
            isKept,
            CandidateReasons.Of(candidate.Fate),
            fileName,
            chunk.Id.Document.ToString(),
            chunk.Page,
            chunk.Id.Index,
            chunk.Text,
            candidate.Cosine,
            candidate.LexicalScore,
            candidate.FusedScore,
            candidate.Similarity,
            candidate.Coverage);
    }
}

/// <summary>Why a candidate was dropped, as clients are told; null for the kept.</summary>
internal static class CandidateReasons
{
    public static string? Of(CandidateFate fate) => fate switch
    {
        CandidateFate.Kept => null,
        CandidateFate.BeyondK => "beyond_k",
        CandidateFate.BeyondBudget => "beyond_budget",
        CandidateFate.NearDuplicate => "near_duplicate",
        CandidateFate.BelowThreshold => "below_threshold",
    };
}
