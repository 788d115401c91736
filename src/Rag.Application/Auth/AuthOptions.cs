using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Auth;

public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Signs the tokens; at least 32 bytes. Empty: a random one per start (development only).</summary>
    public string JwtSecret { get; set; } = "";

    /// <summary>Secrets that were in use before: they still verify and never sign. Default none.</summary>
    public IReadOnlyList<string> PreviousJwtSecrets { get; set; } = [];

    /// <summary>Default 30 minutes.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Default 7 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    [EmailAddress]
    public string? AdminEmail { get; set; }

    public string? AdminPassword { get; set; }
}
