using System.Collections.Concurrent;
using Rag.Infrastructure.Scheduling;

namespace Rag.Infrastructure.Onnx;

/// <summary>
/// The threads that embed passages, one a processor, first come first served. Their own and not the pool's: an encoder keeps its
/// thread for tens of milliseconds, and a pool with all threads in encoders would let requests wait.
/// </summary>
internal sealed class PassageWorkers : IDisposable
{
    private readonly BlockingCollection<Action> _queue = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];

    public PassageWorkers()
        : this(Environment.ProcessorCount)
    {
    }

    public PassageWorkers(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = $"Passages {number}" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    /// <summary>Queues work and completes with its result; what is still queued when the token is cancelled is left out.</summary>
    /// <param name="work">Told whether nothing waits behind it.</param>
    public async Task<T> RunAsync<T>(Func<bool, T> work, CancellationToken cancellationToken)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cancelled = cancellationToken.Register(() => result.TrySetCanceled(cancellationToken));
        await using var stopped = _stop.Token.Register(() => result.TrySetCanceled(_stop.Token));
        _queue.Add(() => Complete(result, work), _stop.Token);
        return await result.Task;
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        _threads.ForEach(thread => thread.Join());
        _queue.Dispose();
        _stop.Dispose();
    }

    private void Work()
    {
        BackgroundPriority.SetForEncoder();
        try
        {
            foreach (var work in _queue.GetConsumingEnumerable(_stop.Token))
            {
                work();
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops; what waits has been cancelled.
        }
    }

    private void Complete<T>(TaskCompletionSource<T> result, Func<bool, T> work)
    {
        if (result.Task.IsCompleted)
        {
            return;
        }

        try
        {
            result.TrySetResult(work(_queue.Count == 0));
        }
        catch (Exception exception)
        {
            // Whoever awaits the result gets it; the thread goes on with the next one.
            result.TrySetException(exception);
        }
    }
}
