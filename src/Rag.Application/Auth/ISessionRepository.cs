using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Sessions one by one; all of a user's end by a change of the user (<see cref="User.EndSessions"/>).</summary>
public interface ISessionRepository
{
    Task AddAsync(Session session, CancellationToken cancellationToken);

    Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Replaces a session when its good refresh token is still <paramref name="spending"/>: of two at once one wins.</summary>
    Task<bool> RotateAsync(Session rotated, Guid spending, CancellationToken cancellationToken);

    /// <summary>Ends a session; ending it again is no error.</summary>
    Task RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);
}
