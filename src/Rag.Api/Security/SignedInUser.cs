using System.Security.Claims;
using Rag.Domain.Users;

namespace Rag.Api.Security;

/// <summary>
/// Who is signed in. The principal is made from the stored user, not from what the token says of them: rights that were taken
/// away are gone with the next request.
/// </summary>
internal static class SignedInUser
{
    public const string IsAdminClaim = "is_admin";

    private const string SubjectClaim = "sub";
    private const string SessionClaim = "sid";

    public static ClaimsPrincipal ToPrincipal(User user, Guid sessionId, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(SubjectClaim, user.Id.ToString()),
            new Claim(SessionClaim, sessionId.ToString("D")),
            new Claim(IsAdminClaim, user.IsAdmin ? "true" : "false"),
        ],
        scheme,
        SubjectClaim,
        roleType: null));

    /// <summary>The user and the session that a token names; null when it names none.</summary>
    public static (UserId User, Guid Session)? Find(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SubjectClaim), out var user) && Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)
            ? (new UserId(user), session)
            : null;

    public static bool IsAdmin(this ClaimsPrincipal principal) => principal.HasClaim(IsAdminClaim, "true");

    public static UserId UserId(this ClaimsPrincipal principal) => Require(principal).User;

    public static Guid SessionId(this ClaimsPrincipal principal) => Require(principal).Session;

    private static (UserId User, Guid Session) Require(ClaimsPrincipal principal) =>
        Find(principal) ?? throw new InvalidOperationException("Nobody is signed in: the action must not be public.");
}
