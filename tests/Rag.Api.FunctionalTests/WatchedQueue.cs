using Rag.Application.Documents;
using Rag.Application.Ingestion;

namespace Rag.Api.FunctionalTests;

/// <summary>The real queue, and a way to wait until the worker has nothing left to do, without looking at a clock.</summary>
internal sealed class WatchedQueue(IIngestionQueue inner, IDocumentRepository documents) : IIngestionQueue
{
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isWorking;

    /// <summary>Needs MAX_CONCURRENT_TASKS=1: a worker that asks for the next job is done with the one before, cleaning up included.</summary>
    public async Task WhenSettledAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var moved = Volatile.Read(ref _moved).Task;
            if (!_isWorking && await documents.CountWaitingAsync(limit.Token) == 0)
            {
                return;
            }

            await moved.WaitAsync(limit.Token);
        }
    }

    /// <summary>Returns when the worker has found nothing that it may claim; work that waits for its time may be left.</summary>
    public async Task WhenIdleAsync()
    {
        while (Volatile.Read(ref _moved).Task is var moved && _isWorking)
        {
            await moved.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    public async Task<IngestionJob?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        // Said before the claim is made: between the claim and its return the job is nobody's otherwise.
        _isWorking = true;
        var job = await inner.ClaimAsync(lease, cancellationToken);
        _isWorking = job is not null;
        Interlocked.Exchange(ref _moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return job;
    }

    public Task<bool> RenewAsync(IngestionJob job, double progress, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.RenewAsync(job, progress, lease, cancellationToken);

    public Task HandBackAsync(IngestionJob job, CancellationToken cancellationToken) => inner.HandBackAsync(job, cancellationToken);

    public Task RetryLaterAsync(IngestionJob job, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.RetryLaterAsync(job, delay, cancellationToken);

    public void Announce() => inner.Announce();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitAsync(atMost, cancellationToken);
}
