using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Application.RateLimits;
using Rag.Infrastructure.Redis;

namespace Rag.Infrastructure.RateLimits;

internal static class RateLimitServices
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    /// <summary>The counter with its health check: on a Redis server where one is named, else in this process.</summary>
    public static IServiceCollection AddRateCounter(this IServiceCollection services)
    {
        services.AddRedis();
        services.AddSingleton(provider => new MemoryRateCounter(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRateCounter>(provider => IsRedis(provider)
            ? provider.GetRequiredService<RedisRateCounter>()
            : provider.GetRequiredService<MemoryRateCounter>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "cache",
            provider => IsRedis(provider)
                ? ActivatorUtilities.CreateInstance<RedisHealthCheck>(provider)
                : ActivatorUtilities.CreateInstance<MemoryHealthCheck>(provider),
            failureStatus: HealthStatus.Degraded,
            tags: null,
            CheckLimit));
        return services;
    }

    private static bool IsRedis(IServiceProvider services) => services.GetRequiredService<IOptions<RedisOptions>>().Value.Url is not null;
}
