using MediatR;
using Rag.Application.Documents;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;

namespace Rag.Application.Consistency;

/// <summary>Makes again what a version lacks: projections from the stored chunks, pages and chunks from the file.</summary>
public sealed class MissingParts(
    IMediator mediator, IPassageRepository passages, ILexicalIndex fullText, MissingVectors vectors, ChunkRewriting chunks, TimeProvider time)
{
    internal async Task<IReadOnlyList<ConsistencyRepair>> MendAsync(
        DocumentId document, int version, IReadOnlyList<ConsistencyFinding> missing, CancellationToken cancellationToken)
    {
        if (missing.Any(finding => time.GetUtcNow() - finding.Since < CorpusComparison.LeastAge))
        {
            return Each(missing, _ => RepairOutcome.TooYoung);
        }

        var kinds = missing.Select(finding => finding.Kind).ToHashSet();
        if (kinds.Contains(PartKind.Pages) || kinds.Contains(PartKind.Chunks))
        {
            var outcome = await ReindexAsync(missing[0].FileName!, kinds.Contains(PartKind.File), cancellationToken);
            return Each(missing, finding => finding.Kind == PartKind.File ? RepairOutcome.NeedsUpload : outcome);
        }

        var outcomes = new Dictionary<PartKind, RepairOutcome> { [PartKind.File] = RepairOutcome.NeedsUpload };
        if (kinds.Contains(PartKind.FullText))
        {
            outcomes[PartKind.FullText] = await chunks.RewriteAsync(document, version, passages.SaveChunksAsync, cancellationToken);
            await fullText.CatchUpAsync(cancellationToken);
        }

        if (kinds.Contains(PartKind.Vectors))
        {
            outcomes[PartKind.Vectors] = await vectors.EmbedAsync(document, version, missing[0].FileName!, cancellationToken);
        }

        return Each(missing, finding => outcomes[finding.Kind]);
    }

    private async Task<RepairOutcome> ReindexAsync(string fileName, bool lacksFile, CancellationToken cancellationToken)
    {
        if (lacksFile)
        {
            return RepairOutcome.NeedsUpload;
        }

        var queued = await mediator.Send(new ReindexDocument(fileName), cancellationToken);
        return queued.IsSuccess ? RepairOutcome.Requeued
            : queued.Error.Code == DocumentErrors.FileLost(fileName).Code ? RepairOutcome.NeedsUpload
            : RepairOutcome.Later;
    }

    private static IReadOnlyList<ConsistencyRepair> Each(IReadOnlyList<ConsistencyFinding> missing, Func<ConsistencyFinding, RepairOutcome> outcome) =>
        [.. missing.Select(finding => new ConsistencyRepair(finding, outcome(finding)))];
}
