using Rag.Domain.Documents;

namespace Rag.Application.Telemetry;

public enum QuestionOutcome
{
    Answered,
    NoAnswer,
    Error,
    Cancelled,
}

/// <summary>How an attempt to index a version ended.</summary>
public enum IngestionEnd
{
    Ready,
    Failed,

    /// <summary>By a fault that may pass: it is tried again.</summary>
    Retried,
}

public enum IngestionStage
{
    /// <summary>The PDF into clean pages.</summary>
    Read,

    /// <summary>The pages into chunks.</summary>
    Chunk,

    /// <summary>The chunks into vectors, stored.</summary>
    Embed,

    /// <summary>The chunks into the full text.</summary>
    FullText,
}

public enum EmbeddedText
{
    Question,
    Passages,
}

/// <param name="Documents">How many are in each state; the state is that of the version that people are told about.</param>
/// <param name="Waiting">Documents whose newest version is queued or being processed.</param>
public sealed record CorpusFigures(IReadOnlyDictionary<DocumentStatus, long> Documents, long Waiting, long Vectors);
