using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Consistency;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Consistency;

/// <summary>At start and every hour: takes in files that were put into the folder, finishes removals and mends what the stores lack.</summary>
internal sealed partial class Reconciler(
    IServiceScopeFactory scopes, ILeaseRepository leases, TimeProvider time, ILogger<Reconciler> logger) : BackgroundService
{
    private const string LeaseName = "reconciler";

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How long another instance waits for one that died; renewed at a third.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start's own thread: the port opens meanwhile.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Interval;
            try
            {
                wait = await ReconcileAsync(stoppingToken) ? Interval : Lease;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A store that does not answer today may tomorrow; questions go on meanwhile.
                Failed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False: another instance is at it, or it died and its lease has not run out.</returns>
    private async Task<bool> ReconcileAsync(CancellationToken stopping)
    {
        var owner = RandomIds.NewKey();
        if (!await leases.TakeAsync(LeaseName, owner, Lease, stopping))
        {
            return false;
        }

        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(owner, work);
        try
        {
            await SendAsync(new AdoptFiles(), work.Token);
            await SendAsync(new RepairConsistency(), work.Token);
        }
        finally
        {
            await work.CancelAsync();
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await leases.GiveBackAsync(LeaseName, owner, CancellationToken.None);
        }

        return true;
    }

    private async Task RenewAsync(Guid owner, CancellationTokenSource work)
    {
        using var timer = new PeriodicTimer(Lease / 3, time);
        while (await timer.WaitForNextTickAsync(work.Token))
        {
            if (!await leases.TakeAsync(LeaseName, owner, Lease, work.Token))
            {
                await work.CancelAsync();
                return;
            }
        }
    }

    private async Task SendAsync<T>(IRequest<Result<T>> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stores could not be compared; the next attempt is in an hour")]
    private partial void Failed(Exception exception);
}
