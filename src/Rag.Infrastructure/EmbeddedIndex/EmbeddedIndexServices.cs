using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.EmbeddedIndex;

internal static class EmbeddedIndexServices
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    /// <summary>The vector index in this process, its loading at the start and its health check. Needs an <see cref="IEmbeddingModel"/>.</summary>
    public static IServiceCollection AddEmbeddedIndex(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EmbeddedVectorIndex>();
        services.AddSingleton<IVectorIndex>(provider => provider.GetRequiredService<EmbeddedVectorIndex>());
        services.AddHostedService<EmbeddedIndexLoader>();
        services.AddHealthChecks().AddCheck<VectorStoreHealthCheck>(VectorStoreHealthCheck.Name, timeout: CheckLimit);
        return services;
    }
}
