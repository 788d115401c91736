using Rag.Application.Chat;

namespace Rag.Api.Chat;

/// <param name="Items">A row a day, the oldest first and today last; days without a question too.</param>
public sealed record DailyStatsResponse(int Days, IReadOnlyList<DailyStatsItem> Items);

/// <param name="Day">In UTC.</param>
/// <param name="TotalQueries">Questions of visitors on that day.</param>
/// <param name="TotalUsers">Conversations with a message on that day.</param>
/// <param name="TotalPdfs">Those of today's documents that had been uploaded by the end of that day.</param>
/// <param name="FeedbackUp">Answers of that day whose last rating is up.</param>
/// <param name="FeedbackDown">Answers of that day whose last rating is down.</param>
/// <param name="AvgFirstTokenMs">From the question to the first word of its answer; null when there is none.</param>
/// <param name="Tokens">Of all prompts and answers, cut and failed ones too.</param>
public sealed record DailyStatsItem(
    DateOnly Day, long TotalQueries, long TotalUsers, int TotalPdfs, long Answered, long NoAnswer, long FeedbackUp, long FeedbackDown,
    long? AvgFirstTokenMs, long Tokens)
{
    internal static DailyStatsItem Of(DailyStats day)
    {
        var stats = ChatStatsResponse.Of(new ChatStats(day.Conversations, day.Documents));
        return new DailyStatsItem(
            day.Day, stats.TotalQueries, stats.TotalUsers, stats.TotalPdfs, stats.Answered, stats.NoAnswer, stats.FeedbackUp, stats.FeedbackDown,
            stats.AvgFirstTokenMs, stats.Tokens);
    }
}

/// <param name="Items">The most asked first.</param>
/// <param name="Total">Groups on every page.</param>
/// <param name="Questions">How many unanswered questions were looked at: the latest, at most 1000.</param>
public sealed record UnansweredResponse(IReadOnlyList<UnansweredItem> Items, int Total, int Skip, int Limit, int Questions);

/// <param name="Question">The latest of those that are alike.</param>
/// <param name="Count">How often it was asked, in any of its wordings.</param>
/// <param name="Examples">Other wordings, at most five.</param>
/// <param name="LastConversationId">Where it was asked last.</param>
public sealed record UnansweredItem(
    string Question, int Count, DateTimeOffset FirstAskedAt, DateTimeOffset LastAskedAt, IReadOnlyList<string> Examples, string LastConversationId)
{
    internal static UnansweredItem Of(QuestionGroup group) => new(
        group.Question, group.Count, group.FirstAskedAt, group.LastAskedAt, group.Examples, group.LastConversation.ToString());
}
