using System.Collections.Concurrent;

namespace Rag.Api.Streams;

/// <summary>The answers that are being given, so that a stop can wait for them and end what takes too long.</summary>
internal sealed class RunningAnswers(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<Place, bool> _places = new();
    private readonly CancellationTokenSource _over = new();
    private ITimer? _end;

    /// <summary>Cancelled when the server will wait no longer.</summary>
    public CancellationToken Over => _over.Token;

    public int Count => _places.Count;

    /// <summary>To be disposed when the answer has ended.</summary>
    public IDisposable Enter()
    {
        var place = new Place(this);
        _places[place] = true;
        return place;
    }

    /// <summary>Completes when the answers that run now have ended; those that begin later are not waited for.</summary>
    public Task WhenDoneAsync() => Task.WhenAll(_places.Keys.Select(place => place.Left));

    public void EndAfter(TimeSpan grace) => _end ??= time.CreateTimer(_ => _over.Cancel(), state: null, grace, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _end?.Dispose();
        _over.Dispose();
    }

    private sealed class Place(RunningAnswers answers) : IDisposable
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Left => _left.Task;

        public void Dispose()
        {
            answers._places.TryRemove(this, out _);
            _left.TrySetResult();
        }
    }
}
