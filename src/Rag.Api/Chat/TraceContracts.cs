using Rag.Api.RagAdmin;
using Rag.Application.Chat;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat;

/// <param name="Question">As it was asked.</param>
/// <param name="SearchedFor">What was looked for: the question, made self-contained where it was not.</param>
/// <param name="Model">Who wrote the answer.</param>
/// <param name="OverBudget">LOCAL wrote it, because DAILY_TOKEN_BUDGET was spent.</param>
/// <param name="Cached">It was answered before, from the same passages; no model was called.</param>
/// <param name="HistoryMessages">Messages of the conversation that were known.</param>
/// <param name="Evidence">How sure it was that the passages have to do with the question, 0 to 1; null where retrieval was not finished.</param>
/// <param name="EvidenceLimit">The evidence from which an answer was given.</param>
/// <param name="Answerable">False: the evidence was too weak, and no model was called.</param>
/// <param name="Items">Every candidate: the kept ones first, as ranked, then the others by score.</param>
/// <param name="Timings">Milliseconds by stage; <c>complete</c> made a follow-up question self-contained, <c>search</c> holds <c>embed</c>, <c>first_token</c> and <c>total</c> are from the question on.</param>
/// <param name="FinishReason">As in <c>done</c>; <c>failed</c> where the model failed.</param>
/// <param name="Citations">The sources whose claims are supported.</param>
public sealed record TraceResponse(
    string MessageId,
    string ConversationId,
    DateTimeOffset AnsweredAt,
    string Question,
    string SearchedFor,
    string Model,
    bool OverBudget,
    bool Cached,
    int HistoryMessages,
    double? Evidence,
    double? EvidenceLimit,
    bool Answerable,
    IReadOnlyList<TraceItem> Items,
    IReadOnlyDictionary<string, double> Timings,
    TraceTokens Tokens,
    FinishReason FinishReason,
    IReadOnlyList<int> Citations)
{
    internal static TraceResponse Of(AnswerTrace trace) => new(
        trace.Message.ToString(), trace.Conversation.ToString(), trace.At, trace.Question, trace.SearchedFor, trace.Model, trace.IsOverBudget, trace.IsCached,
        trace.HistoryMessages, trace.Evidence, trace.EvidenceLimit, trace.IsAnswerable, [.. trace.Candidates.Select(TraceItem.Of)],
        trace.Milliseconds.ToDictionary(stage => stage.Key, stage => Math.Round(stage.Value, 3)),
        new TraceTokens(trace.Usage.PromptTokens, trace.Usage.CompletionTokens, trace.Usage.TotalTokens), trace.FinishReason, trace.Citations);
}

public sealed record TraceTokens(int PromptTokens, int CompletionTokens, int TotalTokens);

/// <param name="Rank">From 1 among the kept; null for the others.</param>
/// <param name="Reason">Why it was dropped, as in retrieve-debug; null for the kept.</param>
/// <param name="Page">1-based.</param>
/// <param name="DenseScore">Cosine of question and passage; null where the passage had no vector.</param>
/// <param name="LexicalScore">BM25, comparable within one question.</param>
/// <param name="Coverage">Share of the question's weight that the passage's words held, 0 to 1.</param>
/// <param name="FusedScore">Both together, what the order was made from.</param>
/// <param name="Score">The cosine on the model's own scale, 0 to 1.</param>
public sealed record TraceItem(
    int? Rank,
    bool Kept,
    string? Reason,
    string Filename,
    string DocumentId,
    int Version,
    int Page,
    int ChunkIndex,
    double? DenseScore,
    double LexicalScore,
    double Coverage,
    double FusedScore,
    double Score)
{
    internal static TraceItem Of(TracedCandidate candidate, int index)
    {
        var isKept = candidate.Fate == CandidateFate.Kept;
        return new TraceItem(
            isKept ? index + 1 : null, isKept, CandidateReasons.Of(candidate.Fate), candidate.FileName, candidate.Document.ToString(), candidate.Version,
            candidate.Page, candidate.ChunkIndex, candidate.Cosine, candidate.LexicalScore, candidate.Coverage, candidate.FusedScore, candidate.Similarity);
    }
}
