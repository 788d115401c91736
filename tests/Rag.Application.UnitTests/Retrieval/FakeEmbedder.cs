using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

/// <summary>Gives texts the vectors that a test named, and an orthogonal one to any other.</summary>
internal sealed class FakeEmbedder : IEmbeddingGenerator<string, Embedding<float>>, IEmbeddingModel
{
    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);

    public ConcurrentQueue<(string Text, EmbeddingRole Role)> Calls { get; } = new();

    public string Name => "fake";

    public int Dimension => 3;

    public SimilarityScale Similarity { get; } = new(0, 1);

    public bool IsLoaded { get; set; } = true;

    public FakeEmbedder With(string text, params float[] vector)
    {
        _vectors[text] = vector;
        return this;
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var role = ((RoleEmbeddingOptions)options!).Role;
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text =>
        {
            Calls.Enqueue((text, role));
            return new Embedding<float>(_vectors.GetValueOrDefault(text, [0, 0, 1]));
        })));
    }

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool FitsWhole(string passage) => true;

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
