using Rag.Application.Retrieval;

namespace Rag.Infrastructure.Onnx;

/// <summary>The <c>embedding.json</c> of a model folder: everything that the code knows of a model. Only <c>similarity</c> may be missing.</summary>
internal sealed record EmbeddingManifest
{
    public required string Name { get; init; }

    /// <summary>Tells two conversions of one model apart; their vectors do not mix.</summary>
    public required string Variant { get; init; }

    public required string License { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Length of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Longest input in pieces, the first and the last special one counted.</summary>
    public required int MaxTokens { get; init; }

    public required TokenizerManifest Tokenizer { get; init; }

    /// <summary>How the vectors of the pieces become one: only <c>mean</c> is known.</summary>
    public required string Pooling { get; init; }

    /// <summary>Whether vectors are divided by their length. Must be true: the vector index compares vectors of length one.</summary>
    public required bool Normalize { get; init; }

    public required string QueryPrefix { get; init; }

    public required string PassagePrefix { get; init; }

    public SimilarityManifest? Similarity { get; init; }

    /// <summary>SHA-256 in hexadecimal of each file, by name.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>
    /// The measured scale, or 0 to 1 for a folder without one: the similarity is then the cosine itself. Ranking stays right;
    /// thresholds are as good as the model's cosines spread, which for models of e5's kind is little.
    /// </summary>
    public SimilarityScale SimilarityScale => Similarity is null ? new(0, 1) : new(Similarity.Zero, Similarity.One);

    public string Prefix(EmbeddingRole role) => role == EmbeddingRole.Query ? QueryPrefix : PassagePrefix;
}

internal sealed record TokenizerManifest
{
    /// <summary>One of <see cref="Tokenizers.TokenizerTypes"/>.</summary>
    public required string Type { get; init; }

    public required string File { get; init; }

    /// <summary>Id of the special piece before every text.</summary>
    public required int Cls { get; init; }

    /// <summary>Id of the special piece after every text.</summary>
    public required int Sep { get; init; }

    public required int Pad { get; init; }

    public required int Unk { get; init; }

    /// <summary>Asked of WordPiece only; a SentencePiece file carries its own normalisation.</summary>
    public bool? Lowercase { get; init; }

    /// <summary>Asked of WordPiece only.</summary>
    public bool? StripAccents { get; init; }
}

/// <param name="Zero">The cosine of a question and a passage about something else.</param>
/// <param name="One">The cosine of a perfect match.</param>
internal sealed record SimilarityManifest(double Zero, double One);
