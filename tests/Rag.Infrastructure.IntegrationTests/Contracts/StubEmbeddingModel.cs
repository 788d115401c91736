using Rag.Application.Retrieval;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>A model that has a name and a dimension and embeds nothing.</summary>
internal sealed record StubEmbeddingModel(string Name, int Dimension) : IEmbeddingModel
{
    public SimilarityScale Similarity => new(0.7, 0.9);

    public bool IsLoaded => true;

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool FitsWhole(string passage) => true;
}
