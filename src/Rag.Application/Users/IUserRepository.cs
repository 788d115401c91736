using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

public interface IUserRepository
{
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>By address, without case.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <returns>False when the address or the user name is taken.</returns>
    Task<bool> AddAsync(User user, CancellationToken cancellationToken);

    /// <summary>A page of those who fit, the newest first.</summary>
    Task<UserPage> SearchAsync(UserSearch search, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a user as stored at that moment; nothing comes in between, so two changes at once are both kept and two admins
    /// cannot demote each other.
    /// </summary>
    /// <param name="id">Whose.</param>
    /// <param name="change">From what is stored to what is to be stored. May run again, so it has no effect of its own.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>What is stored now, or <c>user_not_found</c>, <c>email_taken</c>, <c>last_admin</c>.</returns>
    Task<Result<User>> ChangeAsync(UserId id, Func<User, User> change, CancellationToken cancellationToken);

    /// <summary>Removes a user and their sessions, under the same guard.</summary>
    /// <returns><c>user_not_found</c> or <c>last_admin</c> where it was refused.</returns>
    Task<Result> DeleteAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the last login alone: saving the whole user after the slow check of a password could undo what an admin changed meanwhile.
    /// </summary>
    Task RecordLoginAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken);

    Task<bool> AnyActiveAdminAsync(CancellationToken cancellationToken);
}

/// <param name="Skip">How many to leave out.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Text">Part of the address or the user name in any case; never a pattern. Null: everybody.</param>
/// <param name="IsAdmin">Null: both.</param>
/// <param name="IsActive">Null: both.</param>
public sealed record UserSearch(int Skip, int Limit, string? Text = null, bool? IsAdmin = null, bool? IsActive = null);

/// <param name="Total">Of all that fit, not of this page alone.</param>
public sealed record UserPage(IReadOnlyList<User> Items, int Total);
