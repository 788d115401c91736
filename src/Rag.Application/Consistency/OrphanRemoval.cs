using System.Runtime.CompilerServices;
using Rag.Application.Documents;

namespace Rag.Application.Consistency;

/// <summary>Removes what no document stands for, where it is old enough to be sure.</summary>
public sealed class OrphanRemoval(IDocumentFileStore files, VersionCleaner cleaner)
{
    /// <summary>A file may wait long for its record, and nothing can bring it back.</summary>
    private static readonly TimeSpan LeastFileAge = TimeSpan.FromHours(24);

    internal async IAsyncEnumerable<ConsistencyRepair> RemoveAsync(
        ConsistencyReport report, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in report.Orphans.Where(orphan => orphan.Kind == PartKind.File))
        {
            yield return new ConsistencyRepair(file, await RemoveFileAsync(file, report, cancellationToken));
        }

        // One call removes a version from every store.
        foreach (var version in report.Orphans.Where(orphan => orphan.Kind is not (PartKind.File or PartKind.Document))
            .GroupBy(orphan => (Document: orphan.Document!.Value, Version: orphan.Version!.Value)))
        {
            var isOld = version.All(orphan => orphan.Since is not { } since || report.CheckedAt - since >= CorpusComparison.LeastAge);
            if (isOld)
            {
                await cleaner.RemoveIndexedAsync(version.Key.Document, version.Key.Version, cancellationToken);
            }

            foreach (var orphan in version)
            {
                yield return new ConsistencyRepair(orphan, isOld ? RepairOutcome.Removed : RepairOutcome.TooYoung);
            }
        }
    }

    private async Task<RepairOutcome> RemoveFileAsync(ConsistencyFinding file, ConsistencyReport report, CancellationToken cancellationToken)
    {
        // A database that was lost or that another folder was mounted over must not take the files with it.
        if (report.Documents == 0)
        {
            return RepairOutcome.NothingRecorded;
        }

        if (report.CheckedAt - file.Since < LeastFileAge)
        {
            return RepairOutcome.TooYoung;
        }

        await files.DeleteAsync(file.Key!, cancellationToken);
        return RepairOutcome.Removed;
    }
}
