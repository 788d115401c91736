using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>The store that a finding is about.</summary>
public enum PartKind
{
    Document,
    File,
    Pages,
    Chunks,
    FullText,
    Vectors,
}

/// <summary>Something that one store has and no document stands for, or that a document needs and a store does not have.</summary>
/// <param name="FileName">Where the document is known.</param>
/// <param name="Key">Of a file.</param>
/// <param name="Since">The latest moment that it can have come about; null where nothing tells.</param>
public sealed record ConsistencyFinding(
    PartKind Kind, DocumentId? Document, string? FileName, int? Version, string? Key, Error Problem, DateTimeOffset? Since);

/// <param name="Documents">Recorded at that moment.</param>
/// <param name="Orphans">What no document stands for.</param>
/// <param name="Missing">What a document needs.</param>
public sealed record ConsistencyReport(
    DateTimeOffset CheckedAt, int Documents, IReadOnlyList<ConsistencyFinding> Orphans, IReadOnlyList<ConsistencyFinding> Missing);

public enum RepairOutcome
{
    /// <summary>An orphan is gone.</summary>
    Removed,

    /// <summary>Full text or vectors were written again from the stored chunks.</summary>
    Rewritten,

    /// <summary>The document is being indexed anew from its file.</summary>
    Requeued,

    /// <summary>Left: it may belong to work that is under way.</summary>
    TooYoung,

    /// <summary>Left: there is no file to mend it from.</summary>
    NeedsUpload,

    /// <summary>Left: the index was made by another model.</summary>
    NeedsRebuild,

    /// <summary>Left: no document is recorded at all, so the files are more likely all that is left of them than rubbish.</summary>
    NothingRecorded,

    /// <summary>Left: it changed meanwhile, or the queue is full; the next run sees.</summary>
    Later,
}

public sealed record ConsistencyRepair(ConsistencyFinding Finding, RepairOutcome Outcome)
{
    public bool IsMended => Outcome is RepairOutcome.Removed or RepairOutcome.Rewritten or RepairOutcome.Requeued;
}
