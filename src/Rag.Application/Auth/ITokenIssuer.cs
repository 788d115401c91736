using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <param name="ExpiresIn">Of the access token.</param>
/// <param name="RefreshExpiresAt">When the refresh token expires.</param>
public sealed record TokenPair(string AccessToken, string RefreshToken, TimeSpan ExpiresIn, DateTimeOffset RefreshExpiresAt);

/// <summary>What a valid token says.</summary>
public sealed record TokenClaims(UserId UserId, Guid SessionId, Guid TokenId, TokenType Type);

public enum TokenType
{
    Access,
    Refresh,
}

/// <summary>Signs and reads tokens.</summary>
public interface ITokenIssuer
{
    /// <summary>The pair of a session; the same session state gives the same pair, byte for byte.</summary>
    TokenPair Issue(User user, Session session);

    /// <summary>The claims of a token of this type; null when it is broken, expired, of another type, or not ours.</summary>
    Task<TokenClaims?> ReadAsync(string token, TokenType type);
}

public interface IPasswordHasher
{
    string Hash(string password);

    bool Verify(string password, string hash);

    /// <summary>Takes the time of a verification and fails: an unknown address must not answer faster than a known one.</summary>
    void VerifyNothing(string password);
}
