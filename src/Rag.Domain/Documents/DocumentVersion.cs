namespace Rag.Domain.Documents;

public enum DocumentStatus
{
    Queued,
    Processing,
    Ready,
    Failed,
}

/// <summary>Why a version could not be indexed.</summary>
public sealed record IngestionFailure(string Code, string Detail);

/// <summary>One state of a document's bytes and how far its indexing is.</summary>
public sealed record DocumentVersion
{
    /// <summary>Counts from 1 within the document.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public DocumentStatus Status { get; init; } = DocumentStatus.Queued;

    /// <summary>0..1.</summary>
    public double Progress { get; init; }

    public int Pages { get; init; }

    public int Chunks { get; init; }

    public IngestionFailure? Failure { get; init; }

    public DateTimeOffset? IndexedAt { get; init; }
}
