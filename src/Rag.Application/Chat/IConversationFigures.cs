using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <param name="Day">In UTC.</param>
/// <param name="Totals">Of that day's messages; ratings are those of its answers, whenever they were given.</param>
public sealed record DailyTotals(DateOnly Day, ConversationTotals Totals);

/// <param name="AskedAt">When it was answered that the documents do not hold it.</param>
public sealed record UnansweredQuestion(string Text, DateTimeOffset AskedAt, ConversationId Conversation);

/// <summary>What many conversations come to, for whoever looks after the bot.</summary>
public interface IConversationFigures
{
    /// <summary>The figures of each day of a span that has a message, in no particular order.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    /// <param name="cancellationToken">The caller's.</param>
    Task<IReadOnlyList<DailyTotals>> CountDailyAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The questions whose answer was that the documents do not hold it, the latest first.</summary>
    Task<IReadOnlyList<UnansweredQuestion>> ListUnansweredAsync(int most, CancellationToken cancellationToken);
}
