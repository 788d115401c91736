using Rag.Api.Errors;
using Rag.Application.Consistency;
using Rag.Domain.Results;

namespace Rag.Api.RagAdmin;

/// <param name="Kind"><c>document</c>, <c>file</c>, <c>pages</c>, <c>chunks</c>, <c>full_text</c> or <c>vectors</c>.</param>
/// <param name="Filename">The document's name, where it is known.</param>
/// <param name="Key">Of a file in the file store.</param>
/// <param name="Code">Stable: what is wrong.</param>
/// <param name="Detail">What is wrong, as a sentence.</param>
public sealed record ConsistencyEntry(
    PartKind Kind, string? DocumentId, string? Filename, int? Version, string? Key, string Code, string Detail);

/// <param name="Documents">How many are recorded.</param>
/// <param name="Orphans">What a store holds and no document stands for.</param>
/// <param name="Missing">What a document needs and a store does not hold.</param>
public sealed record ConsistencyResponse(
    DateTimeOffset CheckedAt, int Documents, IReadOnlyList<ConsistencyEntry> Orphans, IReadOnlyList<ConsistencyEntry> Missing);

/// <param name="Outcome"><c>removed</c>, <c>rewritten</c>, <c>requeued</c>; of what was left the reason, such as <c>too_young</c>.</param>
/// <param name="Note">That, as a sentence.</param>
public sealed record RepairEntry(
    PartKind Kind, string? DocumentId, string? Filename, int? Version, string? Key, string Code, string Detail, RepairOutcome Outcome, string Note);

/// <param name="CheckedAt">When the stores were compared.</param>
/// <param name="Repaired">What was mended.</param>
/// <param name="Left">What was not, and why.</param>
public sealed record RepairResponse(
    DateTimeOffset CheckedAt, int Documents, IReadOnlyList<RepairEntry> Repaired, IReadOnlyList<RepairEntry> Left);

internal static class ConsistencyShapes
{
    public static ConsistencyResponse ToResponse(this ConsistencyReport report, Wording wording) => new(
        report.CheckedAt, report.Documents, [.. report.Orphans.Select(orphan => Entry(orphan, wording))],
        [.. report.Missing.Select(missing => Entry(missing, wording))]);

    public static RepairResponse ToResponse(this RepairedCorpus corpus, Wording wording) => new(
        corpus.Found.CheckedAt, corpus.Found.Documents,
        [.. corpus.Repairs.Where(repair => repair.IsMended).Select(repair => Entry(repair, wording))],
        [.. corpus.Repairs.Where(repair => !repair.IsMended).Select(repair => Entry(repair, wording))]);

    private static ConsistencyEntry Entry(ConsistencyFinding found, Wording wording) => new(
        found.Kind, found.Document?.ToString(), found.FileName, found.Version, found.Key, found.Problem.Code,
        wording.Put(found.Problem.Template, found.Problem.Arguments));

    private static RepairEntry Entry(ConsistencyRepair repair, Wording wording)
    {
        var entry = Entry(repair.Finding, wording);
        return new RepairEntry(
            entry.Kind, entry.DocumentId, entry.Filename, entry.Version, entry.Key, entry.Code, entry.Detail, repair.Outcome,
            wording.Say(Note(repair.Outcome)));
    }

    private static Sentence Note(RepairOutcome outcome) => outcome switch
    {
        RepairOutcome.Removed => Confirmations.OrphanRemoved(),
        RepairOutcome.Rewritten => Confirmations.PartRewritten(),
        RepairOutcome.Requeued => Confirmations.DocumentRequeued(),
        RepairOutcome.TooYoung => Confirmations.LeftTooYoung(),
        RepairOutcome.NeedsUpload => Confirmations.LeftWithoutFile(),
        RepairOutcome.NeedsRebuild => Confirmations.LeftForRebuild(),
        RepairOutcome.NothingRecorded => Confirmations.LeftWithoutRecords(),
        RepairOutcome.Later => Confirmations.LeftForLater(),
    };
}
