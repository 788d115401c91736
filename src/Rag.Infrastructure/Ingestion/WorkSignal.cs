using Rag.Application.Ingestion;

namespace Rag.Infrastructure.Ingestion;

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

    /// <summary>Asks the queue for a job, so that the signal knows what had been announced when there was none.</summary>
    public async Task<IngestionJob?> ClaimAsync(Func<Task<IngestionJob?>> claim)
    {
        var asOf = Announced();
        IngestionJob? job = null;
        try
        {
            return job = await claim();
        }
        finally
        {
            // A claim that failed counts too: its caller waits before it tries again, however much has been announced.
            if (job is null)
            {
                FoundNothing(asOf);
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

    private long Announced()
    {
        lock (_lock)
        {
            return _announced;
        }
    }

    private void FoundNothing(long asOf)
    {
        lock (_lock)
        {
            _exhausted = Math.Max(_exhausted, asOf);
        }
    }
}
