using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Ingestion;

public sealed class ChunkingOptions
{
    public const string Section = "Chunking";

    /// <summary>Longest chunk in characters (UTF-16 units). Default 700.</summary>
    [Range(50, 8000)]
    public int Size { get; set; } = 700;

    /// <summary>Characters that a chunk repeats from the one before it on the page; less than the size. Default 150.</summary>
    [Range(0, 4000)]
    public int Overlap { get; set; } = 150;

    /// <summary>A shorter piece is joined to its neighbour on the page; at most half of the size counts. Characters, default 100.</summary>
    [Range(0, 4000)]
    public int MinLength { get; set; } = 100;

    /// <summary>Jaccard similarity of 5-character shingles from which two chunks of one document are duplicates, 0..1; 0 keeps all. Default 0.95.</summary>
    [Range(0.0, 1.0)]
    public double DuplicateThreshold { get; set; } = 0.95;
}
