using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Application;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoHealthCheck(MongoDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The database does not answer.");
        }
    }
}
