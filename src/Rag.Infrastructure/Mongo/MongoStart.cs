using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Application;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// Prepares the database before anything else starts. A server that cannot be reached does not end the start: the port opens, health
/// says that the process lives and ready that it is not, and the preparation is tried again until it succeeds. What only an operator
/// can mend ends the process, whenever it is found.
/// </summary>
internal sealed partial class MongoStart(MongoDatabase database, TimeProvider time, ILogger<MongoStart> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.OpenAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Unreachable(exception);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!database.IsOpen)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                await database.OpenAsync(stoppingToken);
                Reached();
            }
            catch (StoreUnavailableException)
            {
                // Told once at the start; ready goes on telling it.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "MongoDB cannot be reached. It is tried again until it can; until then this service is not ready")]
    private partial void Unreachable(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "MongoDB has been reached")]
    private partial void Reached();
}
