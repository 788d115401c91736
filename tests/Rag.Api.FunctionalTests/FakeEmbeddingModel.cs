using Rag.Application.Retrieval;

namespace Rag.Api.FunctionalTests;

internal sealed class FakeEmbeddingModel : IEmbeddingModel
{
    public string Name => "fake/model";

    public int Dimension => 4;

    public SimilarityScale Similarity => new(0, 1);

    public bool IsLoaded { get; set; } = true;

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool FitsWhole(string passage) => true;
}
