using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Conversations as they are looked at afterwards; while one is held, <see cref="IMessageRepository"/> keeps it.</summary>
public interface IConversationRepository
{
    /// <summary>Messages of a conversation; 0 for an unknown id.</summary>
    Task<int> CountMessagesAsync(ConversationId conversation, CancellationToken cancellationToken);

    Task<Message?> FindMessageAsync(MessageId id, CancellationToken cancellationToken);

    /// <summary>A page of those that fit, the one with the latest message first.</summary>
    Task<ConversationPage> SearchAsync(ConversationSearch search, CancellationToken cancellationToken);

    /// <summary>What all stored conversations come to.</summary>
    Task<ConversationTotals> CountAsync(CancellationToken cancellationToken);

    /// <summary>Removes a conversation with its messages, their sources and ratings, in one step.</summary>
    /// <returns>False when it is not there.</returns>
    Task<bool> DeleteAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Removes those whose last message is older, the oldest first, each as <see cref="DeleteAsync"/> does.</summary>
    /// <param name="before">A last message of this instant is kept.</param>
    /// <param name="most">How many at most: others who write wait for as long as these take.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>How many there were.</returns>
    Task<int> DeleteOlderAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Stores the rating of an answer; an earlier one is overwritten.</summary>
    /// <returns>False when the answer is no longer there.</returns>
    Task<bool> SaveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken);

    /// <summary>The ratings of a conversation's answers, in no order; none for an unknown id.</summary>
    Task<IReadOnlyList<Feedback>> ListFeedbackAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>
    /// Every message of a span of time by conversation, time and the order of storing. Read in pieces while it is being consumed, so
    /// that nothing is held open meanwhile: what is stored under way may be in it or not.
    /// </summary>
    /// <param name="from">Inclusive; null: from the first.</param>
    /// <param name="until">Exclusive; null: to the last.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<ExportedMessage> ReadAllAsync(DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken);
}
