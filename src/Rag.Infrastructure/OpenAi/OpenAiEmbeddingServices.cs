using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.OpenAi;

internal static class OpenAiEmbeddingServices
{
    /// <summary>A provider's model by the name that EMBEDDING_MODEL or an index has for it.</summary>
    public static OpenAiEmbeddingModel Create(IServiceProvider provider, string name)
    {
        var model = name[OpenAiEmbeddingModel.Prefix.Length..].Trim();
        var client = OpenAiServices.Client(
            provider.GetRequiredService<IOptions<OpenAiOptions>>().Value, provider.GetRequiredService<ModelTransport>());
        return new OpenAiEmbeddingModel(
            model, ActivatorUtilities.CreateInstance<EmbeddingCalls>(provider, model, client.GetEmbeddingClient(model).AsIEmbeddingGenerator()));
    }
}
