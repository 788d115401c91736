namespace Rag.Application.Retrieval;

/// <summary>
/// Keeps a vector and the index that it is meant for together: whoever embeds and then asks or writes the index is inside meanwhile, and the
/// switch to another model and its index waits for them and lets nobody in. Writers are stopped a batch earlier than questions.
/// </summary>
public sealed class IndexGate
{
    public Door Questions { get; } = new();

    public Door Writers { get; } = new();

    /// <summary>Open to any number; closed for one alone.</summary>
    public sealed class Door
    {
        private readonly Lock _lock = new();
        private int _inside;
        private TaskCompletionSource? _closed;
        private TaskCompletionSource? _empty;

        public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                Task opened;
                lock (_lock)
                {
                    if (_closed is null)
                    {
                        _inside++;
                        return new Exit(Leave);
                    }

                    opened = _closed.Task;
                }

                await opened.WaitAsync(cancellationToken);
            }
        }

        /// <summary>Lets nobody in and returns when nobody is inside; opens when disposed. For one at a time.</summary>
        public async Task<IDisposable> CloseAsync(CancellationToken cancellationToken)
        {
            Task empty;
            lock (_lock)
            {
                _closed = _closed is null ? NewSignal() : throw new InvalidOperationException("The door is closed already.");
                _empty = NewSignal();
                empty = _inside == 0 ? Task.CompletedTask : _empty.Task;
            }

            try
            {
                await empty.WaitAsync(cancellationToken);
                return new Exit(Open);
            }
            catch
            {
                Open();
                throw;
            }
        }

        private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private void Open()
        {
            lock (_lock)
            {
                _closed!.SetResult();
                (_closed, _empty) = (null, null);
            }
        }

        private void Leave()
        {
            lock (_lock)
            {
                if (--_inside == 0)
                {
                    _empty?.TrySetResult();
                }
            }
        }

        private sealed class Exit(Action leave) : IDisposable
        {
            private Action? _leave = leave;

            public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
        }
    }
}
