namespace Rag.Domain.Users;

public readonly record struct UserId(Guid Value)
{
    public static UserId New() => new(Guid.CreateVersion7());

    /// <summary>The id that a text names; null when it cannot be one.</summary>
    public static UserId? Find(string text) => Guid.TryParseExact(text, "D", out var value) ? new UserId(value) : null;

    public override string ToString() => Value.ToString("D");
}

public sealed record User
{
    public required UserId Id { get; init; }

    public required string Username { get; init; }

    public required string Email { get; init; }

    /// <summary>What addresses are compared by.</summary>
    public string EmailNormalized => NormalizeEmail(Email);

    /// <summary>bcrypt, <c>$2b$</c>.</summary>
    public required string HashedPassword { get; init; }

    public string? FullName { get; init; }

    public bool IsActive { get; init; } = true;

    public bool IsAdmin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>Of those who keep the installation from being without one.</summary>
    public bool IsActiveAdmin => IsActive && IsAdmin;

    public static string NormalizeEmail(string email) => email.Trim().ToUpperInvariant();
}
