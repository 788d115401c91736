using Microsoft.Extensions.Hosting;

namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// Opens and migrates the database in <see cref="StartingAsync"/>, which every hosted service goes through before the first one's
/// StartAsync: before the port opens and before any worker runs. What fails here ends the start.
/// </summary>
internal sealed class SqliteStart(SqliteDatabase database) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
