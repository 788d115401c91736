namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// Wakes whoever waits for work in this process. An announcement is not lost between a claim that found nothing and the wait
/// after it: waiting is refused until a claim that began after the announcement has found nothing.
/// </summary>
internal sealed class WorkSignal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _announced;
    private long _exhausted;

    /// <summary>How often work has been announced.</summary>
    public long Announced
    {
        get
        {
            lock (_lock)
            {
                return _announced;
            }
        }
    }

    public void Announce()
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _announced++;
            waiting = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    /// <summary>All that had been announced up to <paramref name="asOf"/> is taken.</summary>
    public void FoundNothing(long asOf)
    {
        lock (_lock)
        {
            _exhausted = Math.Max(_exhausted, asOf);
        }
    }

    /// <summary>Returns after an announcement, or after <paramref name="atMost"/> at the latest.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock)
        {
            if (_announced > _exhausted)
            {
                return;
            }

            next = _next.Task;
        }

        try
        {
            await next.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Time is up: there may be work that was announced elsewhere, or whose hour has come.
        }
    }
}
