using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

internal static class OwnAccount
{
    /// <summary>Why admins cannot take away their own account: when there is no other, that is the reason that helps them.</summary>
    public static async Task<Error> RefuseOwnAccountAsync(this IUserRepository users, CancellationToken cancellationToken)
    {
        var admins = await users.SearchAsync(new UserSearch(Skip: 0, Limit: 1, IsAdmin: true, IsActive: true), cancellationToken);
        return admins.Total > 1 ? UserErrors.OwnAccount() : UserErrors.LastAdmin();
    }
}
