using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Retrieval;

public sealed class RetrievalOptions
{
    public const string Section = "Retrieval";

    /// <summary>Chunks given to the model. Default 4.</summary>
    [Range(1, 50)]
    public int K { get; set; } = 4;

    /// <summary>Candidates from each side = K times this. Default 3.</summary>
    [Range(1, 20)]
    public int KMultiplier { get; set; } = 3;

    /// <summary>1 is pure relevance. Default 0.5.</summary>
    [Range(0.0, 1.0)]
    public double MmrLambda { get; set; } = 0.5;

    /// <summary>Similarity on the model's scale below which a candidate is dropped when its lexical side is weak too. Default 0.3.</summary>
    [Range(0.0, 1.0)]
    public double SimilarityThreshold { get; set; } = 0.3;

    /// <summary>Evidence of both sides below which no model is called, 0..1; null: the model's constants decide.</summary>
    [Range(0.0, 1.0)]
    public double? NoAnswerThreshold { get; set; }
}
