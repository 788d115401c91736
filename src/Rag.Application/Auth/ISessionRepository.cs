using Rag.Domain.Users;

namespace Rag.Application.Auth;

public interface ISessionRepository
{
    Task AddAsync(Session session, CancellationToken cancellationToken);

    Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Replaces a session when its good refresh token is still <paramref name="spending"/>: of two at once one wins.</summary>
    Task<bool> RotateAsync(Session rotated, Guid spending, CancellationToken cancellationToken);

    /// <summary>Ends a session; ending it again is no error.</summary>
    Task RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends every session of a user, but for one where it is named.</summary>
    Task RevokeAllAsync(UserId user, Guid? except, DateTimeOffset now, CancellationToken cancellationToken);
}
