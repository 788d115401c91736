using Microsoft.Extensions.Logging;
using Rag.Application.Ingestion;

namespace Rag.Infrastructure.Ingestion;

/// <summary>Renews a claim at a third of its lease and ends the work when the claim is lost.</summary>
internal sealed partial class ClaimKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly IIngestionQueue _queue;
    private readonly ILogger _logger;
    private readonly Task _renewing;

    public ClaimKeeper(
        IIngestionQueue queue, IngestionJob job, IngestionProgress progress, TimeSpan lease, TimeProvider time, CancellationTokenSource work,
        ILogger logger)
    {
        (_queue, _logger) = (queue, logger);
        _renewing = RenewAsync(job, progress, lease, time, work);
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _done.Dispose();
    }

    private async Task RenewAsync(IngestionJob job, IngestionProgress progress, TimeSpan lease, TimeProvider time, CancellationTokenSource work)
    {
        // Progress is shown as often as it is stored, so a renewal is also due when people would look again.
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Min(lease.Ticks / 3, TimeSpan.TicksPerSecond)), time);
        while (await timer.WaitForNextTickAsync(_done.Token))
        {
            try
            {
                if (!await _queue.RenewAsync(job, progress.Value, lease, _done.Token))
                {
                    await work.CancelAsync();
                    return;
                }
            }
            catch (Exception exception) when (!_done.IsCancellationRequested)
            {
                // Nothing is lost yet: the claim holds until its lease is over, and if it is taken over by then the next answer says so.
                NotRenewed(exception, job.Document.Value, job.Version);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on document {DocumentId} version {Version} could not be renewed; trying again")]
    private partial void NotRenewed(Exception exception, Guid documentId, int version);
}
