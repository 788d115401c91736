using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteHealthCheck(SqliteDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // An open file goes on working after its name is gone, until the process ends and everything is lost.
        if (!database.FileExists)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The database file is missing.");
        }

        // On a thread of its own: a disk that hangs would otherwise hold the caller beyond its limit.
        await Task.Run(() => database.ReadAsync(PassageSequence.Last, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
