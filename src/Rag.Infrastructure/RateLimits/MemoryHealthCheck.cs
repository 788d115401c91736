using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rag.Infrastructure.RateLimits;

/// <summary>What cannot be lost without the process.</summary>
internal sealed class MemoryHealthCheck : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy("In memory."));
}
