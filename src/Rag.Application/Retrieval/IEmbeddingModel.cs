using Rag.Domain.Results;

namespace Rag.Application.Retrieval;

/// <summary>
/// The scale of a model's cosines: a property of the model, measured once. See the manifest's <c>similarity</c>.
/// </summary>
/// <param name="Zero">The cosine of a question and a passage about something else.</param>
/// <param name="One">The cosine of a perfect match.</param>
public readonly record struct SimilarityScale(double Zero, double One)
{
    /// <summary>clip((cosine - zero) / (one - zero), 0, 1).</summary>
    public double ToSimilarity(double cosine) => Math.Clamp((cosine - Zero) / (One - Zero), 0, 1);
}

/// <summary>What is known of the embedding model in force, without embedding anything.</summary>
public interface IEmbeddingModel
{
    /// <summary>The manifest's name, e.g. <c>intfloat/multilingual-e5-small</c>.</summary>
    string Name { get; }

    /// <summary>The model that the settings ask for; another one than <see cref="Name"/> until the index is rebuilt.</summary>
    string WantedName => Name;

    /// <summary>The model that made the index, where it is not here: then no question can be compared with the vectors. Null otherwise.</summary>
    string? MissingModel => null;

    /// <summary>Length of a vector; 0 while it is not known, which a model elsewhere may say only when it is loaded.</summary>
    int Dimension { get; }

    /// <summary>What it was trained to read: ISO 639-1 codes, or <c>multilingual</c>. Empty where that is not known.</summary>
    IReadOnlyList<string> Languages => [];

    SimilarityScale Similarity { get; }

    /// <summary>Whether embedding can begin without waiting.</summary>
    bool IsLoaded { get; }

    /// <summary>Why it cannot be used, or the last call of it failed, where that is known.</summary>
    Error? Fault => null;

    /// <summary>Completes when the model is loaded; faults when it cannot be.</summary>
    Task WhenLoadedAsync(CancellationToken cancellationToken);

    /// <summary>Whether a passage of this text is embedded whole, its prefix and special pieces counted. Waits for nothing.</summary>
    /// <exception cref="InvalidOperationException">The model is not loaded.</exception>
    bool FitsWhole(string passage);
}
