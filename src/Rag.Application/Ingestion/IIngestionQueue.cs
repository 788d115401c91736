using Rag.Domain.Documents;

namespace Rag.Application.Ingestion;

/// <summary>One claimed version of one document.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Owner">Who claimed it; random per claim, so that a lost claim cannot be mistaken for a later one.</param>
public sealed record IngestionJob(DocumentId Document, int Version, int Attempt, Guid Owner)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);

    /// <summary>How long the next attempt waits after this one, which doubles with each.</summary>
    public TimeSpan RetryDelay => FirstDelay * Math.Pow(2, Attempt - 1);
}

/// <summary>
/// What waits to be indexed. A queued version is its own job: there is no second record that could be lost or left over.
/// </summary>
public interface IIngestionQueue
{
    /// <summary>Claims the oldest version that is queued, or whose claim has run out, by one conditional write.</summary>
    Task<IngestionJob?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Keeps a claim and tells how far the work is (0..1).</summary>
    /// <returns>False when the claim is lost: the version was taken over, replaced or deleted. Stop working on it.</returns>
    Task<bool> RenewAsync(IngestionJob job, double progress, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a claim back unused, so that it can be claimed at once and the attempt does not count: on a graceful stop.</summary>
    Task HandBackAsync(IngestionJob job, CancellationToken cancellationToken);

    /// <summary>Gives a claim back after a fault; it can be claimed again after the delay, as the next attempt.</summary>
    Task RetryLaterAsync(IngestionJob job, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Wakes who waits: there may be work now.</summary>
    void Announce();

    /// <summary>Returns when there may be work: after an announcement, or after <paramref name="atMost"/>.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);
}
