namespace Rag.Application.RateLimits;

/// <summary>Counts what happens in windows of time; shared by all instances where its adapter is.</summary>
public interface IRateCounter
{
    /// <summary>
    /// Counts one more for a key. The first one begins a window; when it has ended, the next one begins another. Concurrent calls
    /// are each counted.
    /// </summary>
    ValueTask<RateCount> CountAsync(string key, TimeSpan window, CancellationToken cancellationToken);
}

/// <summary>What was counted.</summary>
/// <param name="Count">In this window, this one included.</param>
/// <param name="EndsAt">When it begins anew.</param>
public readonly record struct RateCount(long Count, DateTimeOffset EndsAt);
