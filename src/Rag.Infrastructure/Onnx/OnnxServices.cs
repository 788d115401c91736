using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Onnx;

internal static class OnnxServices
{
    /// <summary>The embedding model of this process: found before the start, loaded behind it.</summary>
    public static IServiceCollection AddOnnx(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => EmbeddingModelFolder.Find(provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value));
        services.AddSingleton<PassageWorkers>();
        services.AddSingleton<OnnxEmbeddingModel>();
        services.AddSingleton<IEmbeddingModel>(provider => provider.GetRequiredService<OnnxEmbeddingModel>());
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => provider.GetRequiredService<OnnxEmbeddingModel>());
        services.AddHostedService<EmbeddingModelLoading>();
        return services;
    }
}
