using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Pdf;

/// <summary>Looks at a reading process at short intervals, and kills it when it takes too much memory or time or is not wanted any more.</summary>
internal sealed class PdfWatch : IAsyncDisposable
{
    private readonly PdfWorkerProcess _process;
    private readonly PdfOptions _options;
    private readonly long _mostBytes;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _killing;
    private readonly Task _watching;
    private TimeSpan _limit;
    private volatile Error? _verdict;

    public PdfWatch(PdfWorkerProcess process, PdfOptions options, PdfBudget budget, TimeProvider time, CancellationToken cancellationToken)
    {
        (_process, _options, _mostBytes, _time) = (process, options, budget.ResidentBytes, time);
        _started = time.GetTimestamp();
        _limit = options.MinTime;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Reading from a pipe cannot be cancelled everywhere; it always ends with the process.
        _killing = cancellationToken.Register(process.Kill);
        _watching = WatchAsync();
    }

    /// <summary>Why the process was killed; null while it was not.</summary>
    public Error? Verdict => _verdict;

    /// <summary>The most resident memory that the process was seen to have had, bytes.</summary>
    public long HighestBytes { get; private set; }

    /// <summary>Cancelled when the process has been killed, or when nobody waits for the answer.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>A longer file may take longer.</summary>
    public void Allow(int pages) => _limit = _options.TimeFor(pages);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await _killing.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(_options.WatchInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                HighestBytes = Math.Max(HighestBytes, _process.HighestResidentBytes);
                _verdict = HighestBytes > _mostBytes ? PdfErrors.TooComplex()
                    : _time.GetElapsedTime(_started) > _limit ? PdfErrors.TimedOut()
                    : null;
                if (_verdict is not null)
                {
                    _process.Kill();
                    await _stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Read to the end, or given up: either way there is nothing left to watch.
        }
    }
}
