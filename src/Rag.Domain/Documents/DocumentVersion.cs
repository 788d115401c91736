using Rag.Domain.Results;

namespace Rag.Domain.Documents;

public enum DocumentStatus
{
    Queued,
    Processing,
    Ready,
    Failed,
}

/// <summary>Bytes that a file store holds.</summary>
/// <param name="Key">Names them to the store; made by it, never by a client.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentHash">SHA-256, lower-case hexadecimal.</param>
public sealed record StoredFile(string Key, long Size, string ContentHash);

/// <summary>Why a version could not be indexed; put into words when somebody reads it, in their language.</summary>
/// <param name="Template">The English sentence, with <c>{0}</c> and so on for its arguments.</param>
public sealed record IngestionFailure(string Code, string Template)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public static IngestionFailure Of(Error error) => new(error.Code, error.Template) { Arguments = error.Arguments };
}

/// <summary>One state of a document's bytes and how far its indexing is.</summary>
public sealed record DocumentVersion
{
    /// <summary>Counts from 1 within the document.</summary>
    public required int Number { get; init; }

    public required StoredFile File { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public DocumentStatus Status { get; init; } = DocumentStatus.Queued;

    /// <summary>0..1.</summary>
    public double Progress { get; init; }

    public int Pages { get; init; }

    public int Chunks { get; init; }

    public IngestionFailure? Failure { get; init; }

    public DateTimeOffset? IndexedAt { get; init; }
}
