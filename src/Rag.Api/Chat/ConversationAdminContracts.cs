using Microsoft.AspNetCore.Mvc;
using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <summary>Which conversations, and which page of them: those with a message that fits.</summary>
public sealed class ConversationListQuery
{
    /// <summary>How many to leave out.</summary>
    [FromQuery(Name = "skip")]
    public int Skip { get; init; }

    /// <summary>How many at most, 1 to 100.</summary>
    [FromQuery(Name = "limit")]
    public int Limit { get; init; } = 20;

    /// <summary>Part of the message, whatever its case and accents; plain text.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>The message is of this day or instant, or later. ISO 8601, in UTC where it names no offset.</summary>
    /// <example>2026-03-01</example>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>The message is of this day (the whole of it) or instant, or earlier.</summary>
    /// <example>2026-03-31</example>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary><c>up</c> or <c>down</c>: one of the answers was rated so.</summary>
    /// <example>down</example>
    [FromQuery(Name = "rating")]
    public string? Rating { get; init; }
}

/// <param name="Messages">Questions and answers.</param>
/// <param name="FirstQuestion">Null where it has none.</param>
/// <param name="Source">The site that it began at; null when that is not known.</param>
/// <param name="FeedbackUp">Its answers whose last rating is up.</param>
/// <param name="FeedbackDown">Its answers whose last rating is down.</param>
public sealed record ConversationItem(
    string ConversationId, DateTimeOffset StartedAt, DateTimeOffset LastMessageAt, int Messages, string? FirstQuestion, string? Source,
    int FeedbackUp, int FeedbackDown)
{
    internal static ConversationItem Of(ConversationSummary summary) => new(
        summary.Id.ToString(), summary.StartedAt, summary.LastMessageAt, summary.Messages, summary.FirstQuestion, summary.Origin,
        summary.RatedUp, summary.RatedDown);
}

/// <param name="Total">Of all that fit, on every page.</param>
public sealed record ConversationListResponse(IReadOnlyList<ConversationItem> Items, int Total, int Skip, int Limit);

/// <param name="TotalQueries">Questions of visitors; previews are not among them.</param>
/// <param name="TotalUsers">Conversations.</param>
/// <param name="TotalPdfs">Documents, whatever their state.</param>
/// <param name="Answered">Answers that ended with <c>stop</c> or <c>length</c>. Cut and failed ones are neither here nor in <c>no_answer</c>.</param>
/// <param name="NoAnswer">Answers that say that the documents do not hold it.</param>
/// <param name="FeedbackUp">Answers whose last rating is up.</param>
/// <param name="FeedbackDown">Answers whose last rating is down.</param>
/// <param name="AvgFirstTokenMs">From the question to the first word of its answer, cut and failed ones too; null when there is none.</param>
/// <param name="Tokens">Of all prompts and answers, cut and failed ones too.</param>
public sealed record ChatStatsResponse(
    long TotalQueries, long TotalUsers, int TotalPdfs, long Answered, long NoAnswer, long FeedbackUp, long FeedbackDown, long? AvgFirstTokenMs,
    long Tokens)
{
    internal static ChatStatsResponse Of(ChatStats stats)
    {
        var totals = stats.Conversations;
        return new ChatStatsResponse(
            totals.Questions, totals.Conversations, stats.Documents, totals.Answered, totals.NoAnswer, totals.RatedUp, totals.RatedDown,
            totals.AverageToFirstToken is { } average ? (long)Math.Round(average.TotalMilliseconds) : null, totals.Tokens);
    }
}
