using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Chroma;
using Rag.Infrastructure.EmbeddedIndex;

namespace Rag.Infrastructure;

internal static class VectorIndexServices
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    /// <summary>The vector index with its health check: on a Chroma server where one is named, else in this process.</summary>
    public static IServiceCollection AddVectorIndex(this IServiceCollection services)
    {
        services.AddEmbeddedIndex().AddChroma();
        services.AddSingleton<IVectorIndex>(provider => IsChroma(provider)
            ? provider.GetRequiredService<ChromaVectorIndex>()
            : provider.GetRequiredService<EmbeddedVectorIndex>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            VectorStoreHealthCheck.Name,
            provider => IsChroma(provider)
                ? ActivatorUtilities.CreateInstance<ChromaHealthCheck>(provider)
                : ActivatorUtilities.CreateInstance<VectorStoreHealthCheck>(provider),
            failureStatus: null,
            tags: null,
            CheckLimit));
        return services;
    }

    private static bool IsChroma(IServiceProvider services) => services.GetRequiredService<IOptions<ChromaOptions>>().Value.Url is not null;
}
