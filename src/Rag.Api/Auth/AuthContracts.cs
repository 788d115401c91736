using Rag.Domain.Users;

namespace Rag.Api.Auth;

/// <param name="Email" example="admin@example.com">Compared without case.</param>
/// <param name="Password" example="Secreta-2026">As it was set.</param>
/// <param name="Cookie" example="false">True: the refresh token goes into an HttpOnly cookie, where no script can read it, and not into the answer.</param>
public sealed record LoginRequest(string Email, string Password, bool? Cookie);

/// <param name="RefreshToken">The one of the last login or refresh; absent: the cookie's.</param>
public sealed record RefreshRequest(string? RefreshToken);

/// <param name="RefreshToken">Another session of the same user to end with this one; absent: the cookie's, if there is one.</param>
public sealed record LogoutRequest(string? RefreshToken);

/// <param name="CurrentPassword" example="Secreta-2026">As it is now.</param>
/// <param name="NewPassword" example="Mas-Secreta-2026">8 to 72 bytes, an upper-case letter and a character that is neither letter nor digit.</param>
public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

/// <param name="AccessToken">Goes into the header Authorization, after "Bearer ".</param>
/// <param name="RefreshToken">Buys the next pair, once. Null when it is in the cookie.</param>
/// <param name="TokenType" example="bearer">Always bearer.</param>
/// <param name="ExpiresIn" example="1800">Seconds until the access token expires.</param>
public sealed record TokenResponse(string AccessToken, string? RefreshToken, string TokenType, int ExpiresIn);

/// <param name="Message" example="Signed out.">A sentence for people.</param>
public sealed record MessageResponse(string Message);

/// <param name="Status" example="healthy">Always healthy.</param>
/// <param name="Service" example="authentication">Always authentication.</param>
public sealed record AuthHealthResponse(string Status, string Service);

/// <summary>A user, without the password.</summary>
/// <param name="Id" example="0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f11">Of the user.</param>
/// <param name="Username" example="admin">3 to 50 characters.</param>
/// <param name="Email" example="admin@example.com">Compared without case.</param>
/// <param name="FullName" example="Ana Pérez">May be absent.</param>
/// <param name="IsActive" example="true">Only active users can sign in.</param>
/// <param name="IsAdmin" example="true">May do everything.</param>
/// <param name="LastLogin">Null before the first.</param>
public sealed record UserResponse(
    string Id,
    string Username,
    string Email,
    string? FullName,
    bool IsActive,
    bool IsAdmin,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastLogin)
{
    public static UserResponse Of(User user) => new(
        user.Id.ToString(),
        user.Username,
        user.Email,
        user.FullName,
        user.IsActive,
        user.IsAdmin,
        user.CreatedAt,
        user.UpdatedAt,
        user.LastLogin);
}
