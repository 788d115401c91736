using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Rag.Infrastructure.Redis;

/// <summary>Whether what instances share is shared. Without it the service goes on.</summary>
internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await (await redis.GetDatabaseAsync(cancellationToken)).PingAsync();
            return HealthCheckResult.Healthy("Redis answers.");
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            return HealthCheckResult.Degraded("Redis does not answer; this instance counts requests for itself.", fault);
        }
    }
}
