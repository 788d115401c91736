using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rag.Api.Health;

internal static class HealthServices
{
    /// <summary>The report and the checks that need no adapter; database, vector_store and llm come with theirs.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHealthChecks()
            .AddCheck<EmbedderHealthCheck>("embedder")
            .AddCheck<MemoryCacheHealthCheck>("cache", failureStatus: HealthStatus.Degraded);
        return services;
    }
}
