using System.Threading.Channels;
using Rag.Application.Retrieval;

namespace Rag.Application.RagAdmin;

public enum RebuildStatus
{
    Running,
    Done,
    Failed,
}

/// <param name="Progress">0..1.</param>
/// <param name="Chunks">Embedded so far.</param>
public sealed record RebuildState(RebuildStatus Status, string Model, double Progress, long Chunks, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <summary>The last rebuild of this process, one at a time.</summary>
public sealed class IndexRebuilds(IEmbeddingEngines engines, TimeProvider time)
{
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(1);
    private readonly Lock _lock = new();
    private RebuildState? _last;

    /// <summary>Null where none was asked for since the start.</summary>
    public RebuildState? Last => Volatile.Read(ref _last);

    /// <returns>False: one is running.</returns>
    public bool Request()
    {
        lock (_lock)
        {
            if (_last is { Status: RebuildStatus.Running })
            {
                return false;
            }

            Volatile.Write(ref _last, new RebuildState(RebuildStatus.Running, engines.WantedName, 0, 0, time.GetUtcNow(), null));
            return _requests.Writer.TryWrite(true);
        }
    }

    public async Task WhenRequestedAsync(CancellationToken cancellationToken) => await _requests.Reader.ReadAsync(cancellationToken);

    public void Report(double progress, long chunks) => Change(state => state with { Progress = Math.Clamp(progress, 0, 0.99), Chunks = chunks });

    public void End(bool isDone) => Change(state => state with
    {
        Status = isDone ? RebuildStatus.Done : RebuildStatus.Failed,
        Progress = isDone ? 1 : state.Progress,
        EndedAt = time.GetUtcNow(),
    });

    private void Change(Func<RebuildState, RebuildState> change)
    {
        lock (_lock)
        {
            Volatile.Write(ref _last, change(_last!));
        }
    }
}
