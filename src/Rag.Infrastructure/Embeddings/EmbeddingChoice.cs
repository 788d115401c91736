using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Redis;

namespace Rag.Infrastructure.Embeddings;

internal static class EmbeddingChoice
{
    /// <summary>Which of the models is in force: the index's. After the models and the index.</summary>
    public static IServiceCollection AddEmbeddingChoice(this IServiceCollection services)
    {
        services.AddSingleton<IEmbeddingEngines, EmbeddingEngines>();
        services.AddSingleton<IEmbeddingModel>(provider => provider.GetRequiredService<ModelInForce>());
        services.AddSharedCache();
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, QuestionVectors>();
        services.AddHostedService<IndexModelLoading>();
        services.AddHostedService<IndexRebuildWorker>();
        services.AddHostedService<SharedIndexModel>();
        return services;
    }
}
