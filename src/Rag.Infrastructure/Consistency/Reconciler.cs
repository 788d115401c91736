using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application.Consistency;
using Rag.Domain.Results;

namespace Rag.Infrastructure.Consistency;

/// <summary>At start and every hour: takes in files that were put into the folder, finishes removals and mends what the stores lack.</summary>
internal sealed partial class Reconciler(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<Reconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start's own thread: the port opens meanwhile.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Interval;
            try
            {
                wait = await ReconcileAsync(stoppingToken) ? Interval : ReconcilerLease.Duration;
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

    /// <returns>False: somebody else is at it, or died at it and the lease has not run out.</returns>
    private async Task<bool> ReconcileAsync(CancellationToken stopping) =>
        await SendAsync(new AdoptFiles(), stopping) && await SendAsync(new RepairConsistency(), stopping);

    private async Task<bool> SendAsync<T>(IRequest<Result<T>> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken)).IsSuccess;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stores could not be compared; the next attempt is in an hour")]
    private partial void Failed(Exception exception);
}
