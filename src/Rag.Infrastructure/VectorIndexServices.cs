using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Chroma;
using Rag.Infrastructure.EmbeddedIndex;
using Rag.Infrastructure.Mongo;

namespace Rag.Infrastructure;

internal static class VectorIndexServices
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    /// <summary>The vector index with its health check: on a Chroma server where one is named, else a copy of MongoDB's or the embedded one.</summary>
    public static IServiceCollection AddVectorIndex(this IServiceCollection services)
    {
        services.AddEmbeddedIndex().AddChroma();
        services.AddSingleton<IVectorIndex>(provider => KindOf(provider) switch
        {
            Kind.Chroma => provider.GetRequiredService<ChromaVectorIndex>(),
            Kind.Mongo => provider.GetRequiredService<MongoVectorIndex>(),
            _ => provider.GetRequiredService<EmbeddedVectorIndex>(),
        });
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            VectorStoreHealthCheck.Name,
            provider => KindOf(provider) switch
            {
                Kind.Chroma => ActivatorUtilities.CreateInstance<ChromaHealthCheck>(provider),
                Kind.Mongo => ActivatorUtilities.CreateInstance<MongoVectorHealthCheck>(provider),
                _ => ActivatorUtilities.CreateInstance<VectorStoreHealthCheck>(provider),
            },
            failureStatus: null,
            tags: null,
            CheckLimit));
        return services;
    }

    private static Kind KindOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ChromaOptions>>().Value.Url is not null ? Kind.Chroma
        : services.GetService<MongoDatabase>() is not null ? Kind.Mongo
        : Kind.Embedded;

    private enum Kind
    {
        Embedded,
        Mongo,
        Chroma,
    }
}
