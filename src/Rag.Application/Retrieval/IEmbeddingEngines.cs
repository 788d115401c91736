using Microsoft.Extensions.AI;

namespace Rag.Application.Retrieval;

/// <summary>One embedding model: what is known of it, and vectors for texts. Disposing it frees its memory.</summary>
public interface IEmbeddingEngine : IEmbeddingModel, IEmbeddingGenerator<string, Embedding<float>>;

/// <summary>The embedding models that this process could run.</summary>
public interface IEmbeddingEngines
{
    /// <summary>The name of the model that the settings ask for.</summary>
    string WantedName { get; }

    /// <summary>A model by the name that an index carries, not loaded yet; null when it is not here.</summary>
    IEmbeddingEngine? Find(string name);

    /// <summary>Loads a model; returns when it can embed.</summary>
    Task LoadAsync(IEmbeddingEngine engine, CancellationToken cancellationToken);
}
