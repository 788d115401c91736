using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>One at a time mends the stores, among all instances, whether by itself or because an admin asked for it.</summary>
public sealed class ReconcilerLease(ILeaseRepository leases, TimeProvider time)
{
    private const string Name = "reconciler";

    /// <summary>How long others wait for a holder that died; renewed at a third.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    /// <summary>Runs work while the lease is held. The work is cancelled when it is lost.</summary>
    internal async Task<Result<T>> HoldAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        var owner = RandomIds.NewKey();
        if (!await leases.TakeAsync(Name, owner, Duration, cancellationToken))
        {
            return ConsistencyErrors.RepairRunning();
        }

        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(owner, work);
        try
        {
            return await run(work.Token);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It stood still for longer than the lease, and somebody else has it now.
            return ConsistencyErrors.RepairRunning();
        }
        finally
        {
            await work.CancelAsync();
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await leases.GiveBackAsync(Name, owner, CancellationToken.None);
        }
    }

    private async Task RenewAsync(Guid owner, CancellationTokenSource work)
    {
        using var timer = new PeriodicTimer(Duration / 3, time);
        while (await timer.WaitForNextTickAsync(work.Token))
        {
            if (!await leases.TakeAsync(Name, owner, Duration, work.Token))
            {
                await work.CancelAsync();
                return;
            }
        }
    }
}
