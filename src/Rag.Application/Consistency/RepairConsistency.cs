using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Domain.Results;

namespace Rag.Application.Consistency;

/// <summary>Mends what <see cref="CheckConsistency"/> finds, one instance at a time. Each step may be repeated without harm.</summary>
public sealed record RepairConsistency : IRequest<Result<RepairedCorpus>>;

/// <param name="Found">What there was before.</param>
public sealed record RepairedCorpus(ConsistencyReport Found, IReadOnlyList<ConsistencyRepair> Repairs);

internal sealed class RepairConsistencyHandler(ReconcilerLease lease, CorpusRepair repair) : IRequestHandler<RepairConsistency, Result<RepairedCorpus>>
{
    public Task<Result<RepairedCorpus>> Handle(RepairConsistency request, CancellationToken cancellationToken) =>
        lease.HoldAsync(repair.MendAsync, cancellationToken);
}

/// <summary>What <see cref="RepairConsistency"/> does while it holds the lease.</summary>
public sealed partial class CorpusRepair(
    UnfinishedRemovals removals, CorpusCensus census, OrphanRemoval orphans, MissingParts missing, TimeProvider time, ILogger<CorpusRepair> logger)
{
    internal async Task<RepairedCorpus> MendAsync(CancellationToken cancellationToken)
    {
        await removals.FinishAsync(cancellationToken);
        var report = new CorpusComparison(await census.TakeAsync(cancellationToken), time.GetUtcNow()).Report();
        var repairs = new List<ConsistencyRepair>();
        await foreach (var repair in orphans.RemoveAsync(report, cancellationToken))
        {
            repairs.Add(repair);
        }

        foreach (var version in report.Missing.GroupBy(finding => (finding.Document!.Value, finding.Version!.Value)))
        {
            repairs.AddRange(await missing.MendAsync(version.Key.Item1, version.Key.Item2, [.. version], cancellationToken));
        }

        var mended = repairs.Count(repair => repair.IsMended);
        Repaired(report.Orphans.Count, report.Missing.Count, mended, repairs.Count - mended);
        return new RepairedCorpus(report, repairs);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stores compared: {Orphans} orphans, {Missing} missing parts; {Mended} mended, {Left} left")]
    private partial void Repaired(int orphans, int missing, int mended, int left);
}
