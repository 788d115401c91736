using System.Runtime.CompilerServices;

namespace Rag.Application.Documents;

/// <summary>
/// What happens to the documents, for any number of watchers. The store is looked at while somebody watches, at most twice a
/// second for all of them together: what another process stores is seen as well, and nobody has to announce anything.
/// </summary>
internal sealed class DocumentFeed(IDocumentRepository documents, TimeProvider time) : IDisposable
{
    /// <summary>Progress is stored once a second, so looking more often would show nothing more.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Fresh = Pause / 2;

    /// <summary>Looking takes at most this part of the time, however many documents there are.</summary>
    private const int LeastPauseInLooks = 10;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DocumentStates _states = new(time.GetUtcNow());
    private long _lookedAt;
    private TimeSpan _fresh = TimeSpan.Zero;

    /// <summary>Never ends by itself. Begins with a <see cref="DocumentEvent.Snapshot"/> unless all after the number is still known.</summary>
    public async IAsyncEnumerable<DocumentEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // Whoever comes anew wants what is true now, not what was half a second ago.
            foreach (var happening in await LookAsync(after, isFirst: after is null, cancellationToken))
            {
                after = happening.Number;
                yield return happening;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IReadOnlyList<DocumentEvent>> LookAsync(long? after, bool isFirst, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (isFirst || time.GetElapsedTime(_lookedAt) >= _fresh)
            {
                var started = time.GetTimestamp();
                _states.See(await documents.ListAsync(cancellationToken));
                _lookedAt = time.GetTimestamp();
                var pause = time.GetElapsedTime(started, _lookedAt) * LeastPauseInLooks;
                _fresh = pause > Fresh ? pause : Fresh;
            }

            return _states.After(after);
        }
        finally
        {
            _gate.Release();
        }
    }
}
