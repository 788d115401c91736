namespace Rag.Api.Health;

internal static class HealthServices
{
    /// <summary>The report and the checks that need no adapter; database, vector_store, cache and llm come with theirs.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<EmbedderHealthCheck>("embedder");
        return services;
    }
}
