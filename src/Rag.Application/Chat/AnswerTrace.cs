using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;

namespace Rag.Application.Chat;

/// <summary>How one answer came about. Of the documents it holds where they were looked at and none of their words.</summary>
/// <param name="SearchedFor">What was looked for: the question, made self-contained where it was not.</param>
/// <param name="Model">Who wrote it.</param>
/// <param name="IsOverBudget">LOCAL wrote it, because the day's budget was spent.</param>
/// <param name="IsCached">It was answered before, from the same passages.</param>
/// <param name="HistoryMessages">Of the conversation, that were known.</param>
/// <param name="Evidence">0..1; null where the passages were not found out.</param>
/// <param name="EvidenceLimit">From which an answer was given.</param>
/// <param name="Candidates">As <see cref="RetrievedPassages.Candidates"/>.</param>
/// <param name="Milliseconds">By stage: complete (of a follow-up question), those of the retrieval, first_token, total.</param>
/// <param name="Citations">Numbers of the sources whose claims are supported.</param>
public sealed record AnswerTrace(
    MessageId Message,
    ConversationId Conversation,
    DateTimeOffset At,
    string Question,
    string SearchedFor,
    string Model,
    bool IsOverBudget,
    bool IsCached,
    int HistoryMessages,
    double? Evidence,
    double? EvidenceLimit,
    bool IsAnswerable,
    IReadOnlyList<TracedCandidate> Candidates,
    IReadOnlyDictionary<string, double> Milliseconds,
    TokenUsage Usage,
    FinishReason FinishReason,
    IReadOnlyList<int> Citations)
{
    internal static AnswerTrace Of(AnswerDraft draft, FinishReason reason, DateTimeOffset at) => new(
        draft.Id,
        draft.ConversationId,
        at,
        draft.Question,
        draft.SearchedFor ?? draft.Question,
        draft.Writer?.Writer.Name ?? "",
        draft.Writer is { IsOverBudget: true },
        draft.IsCached,
        draft.HistoryMessages,
        draft.Retrieved?.Evidence,
        draft.Retrieved?.EvidenceLimit,
        draft.Retrieved is { IsAnswerable: true },
        [.. draft.Retrieved?.Candidates.Select(TracedCandidate.Of) ?? []],
        TimingsOf(draft),
        draft.Usage,
        reason,
        draft.Supported);

    private static Dictionary<string, double> TimingsOf(AnswerDraft draft)
    {
        var timings = draft.Retrieved?.Timings.ToDictionary(stage => stage.Key, stage => stage.Value.TotalMilliseconds) ?? [];
        if (draft.CompletedIn is { } completion)
        {
            timings["complete"] = completion.TotalMilliseconds;
        }

        if (draft.TimeToFirstToken is { } wait)
        {
            timings["first_token"] = wait.TotalMilliseconds;
        }

        timings["total"] = draft.Elapsed.TotalMilliseconds;
        return timings;
    }
}

/// <param name="Page">1-based.</param>
public sealed record TracedCandidate(
    string FileName, DocumentId Document, int Version, int Page, int ChunkIndex, CandidateFate Fate, double? Cosine, double Similarity,
    double LexicalScore, double Coverage, double FusedScore)
{
    internal static TracedCandidate Of(Candidate candidate)
    {
        var (chunk, fileName) = candidate.Passage;
        return new TracedCandidate(
            fileName, chunk.Id.Document, chunk.Id.Version, chunk.Page, chunk.Id.Index, candidate.Fate, candidate.Cosine, candidate.Similarity,
            candidate.LexicalScore, candidate.Coverage, candidate.FusedScore);
    }
}

/// <summary>Traces, each a part of its message: gone when that is.</summary>
public interface ITraceRepository
{
    /// <summary>Nothing is stored where the message is no longer there.</summary>
    Task SaveAsync(AnswerTrace trace, CancellationToken cancellationToken);

    /// <summary>Null for an unknown message and for one without a trace.</summary>
    Task<AnswerTrace?> FindAsync(MessageId message, CancellationToken cancellationToken);
}
