using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Hybrid;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Embeddings;

/// <summary>
/// Keeps the vectors of questions: the same words mean the same to the same model, so an entry is never wrong, however the documents
/// change. What it saves is a call to the provider, or a turn at the model here. The question itself is nowhere in it.
/// </summary>
internal sealed class QuestionVectors(ModelInForce model, HybridCache cache) : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (options is not RoleEmbeddingOptions { Role: EmbeddingRole.Query } || texts is not [var question])
        {
            return await model.GenerateAsync(texts, options, cancellationToken);
        }

        await model.WhenChosenAsync(cancellationToken);
        var vector = await cache.GetOrCreateAsync(KeyOf(question), EmbedAsync, cancellationToken: cancellationToken);

        // Whoever else writes to the same server is not to be trusted with the length.
        return [new Embedding<float>(vector.Length == model.Dimension ? vector : await EmbedAsync(cancellationToken))];

        async ValueTask<float[]> EmbedAsync(CancellationToken token) =>
            (await model.GenerateAsync(texts, options, token))[0].Vector.ToArray();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => model.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The model belongs to the container.
    }

    private string KeyOf(string question) =>
        $"question:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Name}\n{model.Dimension}\n{question}")))}";
}
