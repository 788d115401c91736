using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Embeddings;

internal static class EmbeddingChoice
{
    /// <summary>Which of the models is in force: the index's. After the models and the index.</summary>
    public static IServiceCollection AddEmbeddingChoice(this IServiceCollection services)
    {
        services.AddSingleton<IEmbeddingEngines, EmbeddingEngines>();
        services.AddSingleton<IEmbeddingModel>(provider => provider.GetRequiredService<ModelInForce>());
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => provider.GetRequiredService<ModelInForce>());
        services.AddHostedService<IndexModelLoading>();
        services.AddHostedService<IndexRebuildWorker>();
        return services;
    }
}
