using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Rag.Infrastructure.Onnx;

namespace Rag.Api.FunctionalTests;

/// <summary>The real embedder, which breaks whenever a text has a certain word.</summary>
internal sealed class PoisonedEmbedder(string word, TimeProvider time) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly OnnxEmbeddingModel _inner = SharedEmbeddingModel.Loaded;

    /// <summary>When it broke.</summary>
    public ConcurrentQueue<DateTimeOffset> Attempts { get; } = new();

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (texts.Exists(text => text.Contains(word, StringComparison.Ordinal)))
        {
            Attempts.Enqueue(time.GetUtcNow());
            throw new InvalidOperationException("The embedder broke.");
        }

        return _inner.GenerateAsync(texts, options, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        ((IEmbeddingGenerator)_inner).GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The embedder is shared by all tests.
    }
}
