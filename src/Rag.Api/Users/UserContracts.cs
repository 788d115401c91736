using Microsoft.AspNetCore.Mvc;
using Rag.Api.Auth;

namespace Rag.Api.Users;

/// <summary>Which users, and which page of them.</summary>
public sealed class UserListQuery
{
    /// <summary>How many to leave out.</summary>
    [FromQuery(Name = "skip")]
    public int Skip { get; init; }

    /// <summary>How many at most, 1 to 100.</summary>
    [FromQuery(Name = "limit")]
    public int Limit { get; init; } = 20;

    /// <summary>Part of an e-mail address or a user name, in any case; plain text.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>admin or user.</summary>
    [FromQuery(Name = "role")]
    public string? Role { get; init; }

    /// <summary>Whether they may sign in.</summary>
    [FromQuery(Name = "is_active")]
    public bool? IsActive { get; init; }
}

/// <param name="Total">Of all that fit, on every page.</param>
public sealed record UserListResponse(IReadOnlyList<UserResponse> Items, int Total, int Skip, int Limit);

/// <param name="Email" example="ana@example.com">Compared without case.</param>
/// <param name="Password" example="Secreta-2026">8 to 72 bytes, an upper-case letter and a character that is neither letter nor digit.</param>
/// <param name="Username" example="ana">3 to 50 characters; without it, made from the address.</param>
/// <param name="FullName" example="Ana Pérez">At most 100 characters.</param>
/// <param name="IsAdmin" example="false">May do everything.</param>
public sealed record CreateUserRequest(string Email, string Password, string? Username = null, string? FullName = null, bool? IsAdmin = null);

/// <summary>What is to change; what is absent stays.</summary>
public sealed class UpdateUserRequest
{
    /// <summary>Compared without case.</summary>
    /// <example>ana@example.com</example>
    public string? Email { get; init; }

    /// <summary>At most 100 characters; null takes it away.</summary>
    /// <example>Ana Pérez</example>
    public string? FullName
    {
        get;
        init
        {
            field = value;
            ClearsFullName = value is null;
        }
    }

    /// <summary>May do everything.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>False ends all their sessions.</summary>
    public bool? IsActive { get; init; }

    /// <summary>A new one; ends all their sessions.</summary>
    /// <example>Secreta-2026</example>
    public string? Password { get; init; }

    // The setter runs for a null that was sent, and not for a field that was not.
    internal bool ClearsFullName { get; private init; }
}
