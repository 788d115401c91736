using Microsoft.Extensions.AI;
using Rag.Application.Retrieval;
using Rag.Infrastructure.IntegrationTests.Contracts;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Embeds every text in a direction of its own that depends on the model's name too, and remembers what it was asked.</summary>
internal sealed class TextEmbedder(string name = "test/model", int dimension = 16) : IEmbeddingEngine
{
    private readonly Lock _lock = new();
    private readonly List<string> _passages = [];

    public string Name => name;

    public int Dimension => dimension;

    public SimilarityScale Similarity => new(0, 1);

    public bool IsLoaded => true;

    /// <summary>The passages of every call, in order.</summary>
    public IReadOnlyList<string> Passages
    {
        get
        {
            lock (_lock)
            {
                return [.. _passages];
            }
        }
    }

    /// <summary>Called before passages are embedded.</summary>
    public Func<IReadOnlyList<string>, Task>? BeforePassages { get; set; }

    public static float[] VectorOf(string text, string model, int dimension) =>
        Vectors.Random((model + text).Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)), dimension);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (((RoleEmbeddingOptions)options!).Role == EmbeddingRole.Passage)
        {
            await (BeforePassages?.Invoke(texts) ?? Task.CompletedTask);
            lock (_lock)
            {
                _passages.AddRange(texts);
            }
        }

        return new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(VectorOf(text, name, dimension)) { ModelId = name }));
    }

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool FitsWhole(string passage) => true;

    /// <summary>Tells, as a model in this process does, that it is nowhere else.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("text", providerUri: null, name, dimension) : null;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
