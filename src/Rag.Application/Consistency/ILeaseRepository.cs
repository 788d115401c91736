namespace Rag.Application.Consistency;

/// <summary>Work that only one instance may do at a time. A holder that died loses its lease by itself.</summary>
public interface ILeaseRepository
{
    /// <summary>Takes or renews a lease by one conditional write.</summary>
    /// <param name="owner">Random for each holder.</param>
    /// <returns>False when somebody else holds it and it has not run out.</returns>
    Task<bool> TakeAsync(string name, Guid owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives it back; nothing happens where it is somebody else's.</summary>
    Task GiveBackAsync(string name, Guid owner, CancellationToken cancellationToken);
}
