using Microsoft.Extensions.Hosting;

namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// Opens and migrates the database in <see cref="StartingAsync"/>, which every hosted service goes through before the first one's
/// StartAsync: before the port opens and before any worker runs. What fails here ends the start.
/// </summary>
internal sealed class SqliteStart(SqliteDatabase database, LostClaims claims) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        await claims.HandBackAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
