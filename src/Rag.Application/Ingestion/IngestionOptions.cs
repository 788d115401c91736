using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Ingestion;

public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Documents indexed at once. Default 4.</summary>
    [Range(1, 64)]
    public int MaxConcurrentDocuments { get; set; } = 4;

    /// <summary>Documents that may wait; beyond it uploads are refused. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedDocuments { get; set; } = 10_000;

    /// <summary>Largest file in MB of 1,048,576 bytes. Default 10.</summary>
    [Range(1, 100)]
    public int MaxFileSizeMegabytes { get; set; } = 10;

    /// <summary>Texts embedded and checkpointed together. Default 32.</summary>
    [Range(1, 1024)]
    public int EmbeddingBatchSize { get; set; } = 32;

    /// <summary>Chunks per write to the stores. Default 100.</summary>
    [Range(1, 10_000)]
    public int WriteBatchSize { get; set; } = 100;

    /// <summary>How long a claim holds without being renewed. Default 15 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the same version is tried before it fails for good. Default 3.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 3;

    public long MaxFileBytes => MaxFileSizeMegabytes * 1024L * 1024L;
}
