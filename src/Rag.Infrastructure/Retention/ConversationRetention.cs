using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;

namespace Rag.Infrastructure.Retention;

/// <summary>Removes old conversations at the start and once an hour. Several instances may do so at once: each finds what is left.</summary>
internal sealed partial class ConversationRetention(
    IServiceScopeFactory scopes, IOptions<ConversationOptions> options, TimeProvider time, ILogger<ConversationRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Retention == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await RemoveAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop: what is left is removed after the next start.
        }
    }

    private async Task RemoveAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RemoveOldConversations(), stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // The store is out of reach. The next hour comes all the same, and nothing else waits for this.
            RemovalFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old conversations could not be removed; trying again in an hour")]
    private partial void RemovalFailed(Exception exception);
}
