namespace Rag.Domain.Users;

/// <summary>
/// A user of the old backend keeps an id of 24 hexadecimal digits: the first twelve bytes of <see cref="Value"/>, whose last four are zero.
/// </summary>
public readonly record struct UserId(Guid Value)
{
    private const int OldLength = 24;
    private const string OldEnd = "00000000";

    public static UserId New() => new(Guid.CreateVersion7());

    /// <summary>The id that a text names; null when it cannot be one.</summary>
    public static UserId? Find(string text) =>
        Guid.TryParseExact(text, "D", out var value) || (text.Length == OldLength && Guid.TryParseExact(text + OldEnd, "N", out value))
            ? new UserId(value)
            : null;

    public override string ToString() =>
        Value.ToString("N") is var digits && digits.EndsWith(OldEnd, StringComparison.Ordinal) ? digits[..OldLength] : Value.ToString("D");
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

    /// <summary>
    /// Counts up when the sessions end: those begun before are over. It stands here and not with the sessions, so that a new password
    /// and the end of what the old one opened are one change, which no crash can halve.
    /// </summary>
    public int SessionEpoch { get; init; }

    /// <summary>The session that outlived the last such end: the one in which the password was changed.</summary>
    public Guid? KeptSession { get; init; }

    /// <summary>Of those who keep the installation from being without one.</summary>
    public bool IsActiveAdmin => IsActive && IsAdmin;

    /// <summary>Whether a session of theirs still opens anything, as far as they decide.</summary>
    public bool Allows(Session session) =>
        IsActive && session.UserId == Id && (session.Epoch == SessionEpoch || session.Id == KeptSession);

    public User EndSessions(Guid? except = null) => this with { SessionEpoch = SessionEpoch + 1, KeptSession = except };

    public static string NormalizeEmail(string email) => email.Trim().ToUpperInvariant();
}
