using System.Collections.Concurrent;
using Rag.Application.RateLimits;

namespace Rag.Infrastructure.RateLimits;

/// <summary>
/// For one instance. Ended windows are dropped once a window; and of more than <paramref name="most"/> clients within one, those
/// whose windows end first are forgotten. Who floods from so many addresses is not held up by counting each of them, and refusing
/// newcomers instead would let them shut everybody out.
/// </summary>
internal sealed class MemoryRateCounter(TimeProvider time, int most = MemoryRateCounter.MostWindows) : IRateCounter
{
    /// <summary>About 20 MB.</summary>
    private const int MostWindows = 100_000;

    private readonly Lock _evicting = new();
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
        if (count.Count == 1 && _windows.Count > most)
        {
            DropOldest();
        }

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

    // A tenth at once, so that the sorting is paid for by as many newcomers.
    private void DropOldest()
    {
        lock (_evicting)
        {
            var surplus = _windows.Count - most;
            if (surplus <= 0)
            {
                return;
            }

            foreach (var held in _windows.ToArray().OrderBy(held => held.Value.EndsAt).Take(surplus + (most / 10)))
            {
                _windows.TryRemove(held.Key, out _);
            }
        }
    }
}
