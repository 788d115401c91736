using Rag.Domain.Results;

namespace Rag.Domain.Users;

/// <summary>Every way in which signing in, or a change of users, can be refused.</summary>
public static class UserErrors
{
    public static Error InvalidCredentials() => new(
        ErrorKind.Unauthorized, "invalid_credentials", "E-mail address or password is wrong.");

    public static Error InvalidToken() => new(
        ErrorKind.Unauthorized, "invalid_token", "The token is missing, expired or no longer valid. Sign in again.");

    public static Error WeakPassword() => new(
        ErrorKind.Invalid, "weak_password",
        "The password must have 8 to 72 bytes, an upper-case letter and a character that is neither letter nor digit.");
}
