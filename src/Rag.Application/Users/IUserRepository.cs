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

    Task<bool> AnyActiveAdminAsync(CancellationToken cancellationToken);
}
