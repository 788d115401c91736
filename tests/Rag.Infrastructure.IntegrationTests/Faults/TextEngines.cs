using Rag.Application.Retrieval;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>The models that are here; the first one is what the settings name.</summary>
internal sealed class TextEngines(params TextEmbedder[] here) : IEmbeddingEngines
{
    public string WantedName => here[0].Name;

    public IEmbeddingEngine? Find(string name) => here.FirstOrDefault(engine => engine.Name == name);

    public Task LoadAsync(IEmbeddingEngine engine, CancellationToken cancellationToken) => Task.CompletedTask;
}
