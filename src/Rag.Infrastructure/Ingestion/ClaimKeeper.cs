using Rag.Application.Ingestion;

namespace Rag.Infrastructure.Ingestion;

/// <summary>Renews a claim at a third of its lease and ends the work when the claim is lost.</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public ClaimKeeper(
        IIngestionQueue queue, IngestionJob job, IngestionProgress progress, TimeSpan lease, TimeProvider time, CancellationTokenSource work) =>
        _renewing = RenewAsync(queue, job, progress, lease, time, work, _done.Token);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _done.Dispose();
    }

    private static async Task RenewAsync(
        IIngestionQueue queue, IngestionJob job, IngestionProgress progress, TimeSpan lease, TimeProvider time,
        CancellationTokenSource work, CancellationToken done)
    {
        // Progress is shown as often as it is stored, so a renewal is also due when people would look again.
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Min(lease.Ticks / 3, TimeSpan.TicksPerSecond)), time);
        while (await timer.WaitForNextTickAsync(done))
        {
            if (!await queue.RenewAsync(job, progress.Value, lease, done))
            {
                await work.CancelAsync();
                return;
            }
        }
    }
}
