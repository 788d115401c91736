using Rag.Domain.Users;

namespace Rag.Application.Users;

public interface IUserRepository
{
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>By address, without case.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <returns>False when the address or the user name is taken.</returns>
    Task<bool> AddAsync(User user, CancellationToken cancellationToken);

    Task SaveAsync(User user, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the last login alone: saving the whole user after the slow check of a password could undo what an admin changed meanwhile.
    /// </summary>
    Task RecordLoginAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken);

    Task<bool> AnyActiveAdminAsync(CancellationToken cancellationToken);
}
