using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Onnx;

namespace Rag.Infrastructure.OpenAi;

internal static class OpenAiEmbeddingServices
{
    /// <summary>Puts a provider's model in the place of a folder's where <see cref="EmbeddingOptions.Model"/> names one.</summary>
    public static IServiceCollection AddOpenAiEmbeddings(this IServiceCollection services)
    {
        services.AddSingleton(CreateModel);
        services.AddSingleton<IEmbeddingModel>(provider => IsChosen(provider)
            ? provider.GetRequiredService<OpenAiEmbeddingModel>()
            : provider.GetRequiredService<OnnxEmbeddingModel>());
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => IsChosen(provider)
            ? provider.GetRequiredService<OpenAiEmbeddingModel>()
            : provider.GetRequiredService<OnnxEmbeddingModel>());
        services.AddHostedService<OpenAiEmbeddingLoading>();
        return services;
    }

    private static bool IsChosen(IServiceProvider provider) => OpenAiEmbeddingModel.IsNamedBy(NameIn(provider));

    private static string NameIn(IServiceProvider provider) => provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value.Model;

    private static OpenAiEmbeddingModel CreateModel(IServiceProvider provider)
    {
        var model = NameIn(provider)[OpenAiEmbeddingModel.Prefix.Length..].Trim();
        var client = OpenAiServices.Client(
            provider.GetRequiredService<IOptions<OpenAiOptions>>().Value, provider.GetRequiredService<ModelTransport>());
        return new OpenAiEmbeddingModel(
            model, ActivatorUtilities.CreateInstance<EmbeddingCalls>(provider, model, client.GetEmbeddingClient(model).AsIEmbeddingGenerator()));
    }
}
