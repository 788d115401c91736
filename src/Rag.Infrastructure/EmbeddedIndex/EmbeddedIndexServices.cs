using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.EmbeddedIndex;

internal static class EmbeddedIndexServices
{
    /// <summary>The vector index in this process and its loading at the start, where it is the one in use. Needs an <see cref="IEmbeddingModel"/>.</summary>
    public static IServiceCollection AddEmbeddedIndex(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EmbeddedVectorIndex>();
        services.AddHostedService<EmbeddedIndexLoader>();
        return services;
    }
}
