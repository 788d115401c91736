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

    /// <summary>Not 401: the token is good, and a client that is told otherwise would sign the user out.</summary>
    public static Error WrongPassword() => new(ErrorKind.Invalid, "wrong_password", "The current password is wrong.")
    {
        Fields = [new FieldError(["body", "current_password"], "The current password is wrong.", "wrong_password")],
    };

    public static Error NotFound() => new(ErrorKind.NotFound, "user_not_found", "There is no such user.");

    public static Error EmailTaken() => new(ErrorKind.Conflict, "email_taken", "Another user has this e-mail address.");

    public static Error UsernameTaken() => new(ErrorKind.Conflict, "username_taken", "Another user has this user name.");

    public static Error LastAdmin() => new(
        ErrorKind.Conflict, "last_admin", "This is the last active administrator. Make another user an administrator first.");

    public static Error OwnAccount() => new(
        ErrorKind.Conflict, "own_account", "You cannot delete, deactivate or demote yourself. Ask another administrator.");
}
