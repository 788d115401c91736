using System.Collections.Concurrent;
using Rag.Application.RateLimits;

namespace Rag.Infrastructure.RateLimits;

/// <summary>For one instance. What it holds is bounded by who came within about two windows: ended ones are dropped once a window.</summary>
internal sealed class MemoryRateCounter(TimeProvider time) : IRateCounter
{
    private readonly ConcurrentDictionary<string, RateCount> _windows = new(StringComparer.Ordinal);
    private long _nextSweep;

    /// <summary>How many windows are held.</summary>
    public int Held => _windows.Count;

    public ValueTask<RateCount> CountAsync(string key, TimeSpan window, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DropEnded(now, window);
        var count = _windows.AddOrUpdate(
            key,
            static (_, at) => new RateCount(1, at.Now + at.Window),
            static (_, held, at) => held.EndsAt <= at.Now ? new RateCount(1, at.Now + at.Window) : held with { Count = held.Count + 1 },
            (Now: now, Window: window));
        return ValueTask.FromResult(count);
    }

    private void DropEnded(DateTimeOffset now, TimeSpan window)
    {
        var due = Interlocked.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, (now + window).UtcTicks, due) != due)
        {
            return;
        }

        foreach (var held in _windows)
        {
            if (held.Value.EndsAt <= now)
            {
                // Only while it is still the one that has ended: another request may have begun a new one.
                _windows.TryRemove(held);
            }
        }
    }
}
