using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>A whole answer as its writer wrote it.</summary>
/// <param name="Reason">How it ended: the model was done, or said itself that the passages do not hold it.</param>
public sealed record CachedAnswer(string Text, FinishReason Reason, DateTimeOffset WrittenAt);

/// <summary>Answers by all that they were made from. Losing it, or any part of it, is a miss and no failure.</summary>
public interface IAnswerCache
{
    /// <summary>Null for a key that is not there.</summary>
    Task<CachedAnswer?> FindAsync(string key, CancellationToken cancellationToken);

    /// <param name="key">Of no use to whoever reads it: a hash.</param>
    /// <param name="answer">Whole.</param>
    /// <param name="timeToLive">After which it may be forgotten.</param>
    /// <param name="cancellationToken">The caller's.</param>
    Task SaveAsync(string key, CachedAnswer answer, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Nothing that was saved before is found again.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}
