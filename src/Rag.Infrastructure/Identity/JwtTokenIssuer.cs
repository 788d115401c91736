using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rag.Application.Auth;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Identity;

internal sealed class JwtTokenIssuer(JwtTokens tokens, IOptions<AuthOptions> options) : ITokenIssuer
{
    // Times come from the session: a default of the handler's own clock would break the promise of the same bytes.
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public TokenPair Issue(User user, Session session)
    {
        var lifetime = options.Value.AccessTokenLifetime;
        return new TokenPair(
            Sign(user, session, "access", session.AccessTokenId, session.IssuedAt + lifetime),
            Sign(user, session, "refresh", session.RefreshTokenId, session.ExpiresAt),
            lifetime,
            session.ExpiresAt);
    }

    public async Task<TokenClaims?> ReadAsync(string token, TokenType type)
    {
        var outcome = await _handler.ValidateTokenAsync(token, tokens.Validation);
        return outcome.IsValid && ReadClaims(outcome.ClaimsIdentity) is { } claims && claims.Type == type ? claims : null;
    }

    private string Sign(User user, Session session, string type, Guid id, DateTimeOffset expires) => _handler.CreateToken(
        new SecurityTokenDescriptor
        {
            SigningCredentials = tokens.Signing,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = user.Id.ToString(),
                ["email"] = user.Email,
                ["is_admin"] = user.IsAdmin,
                ["type"] = type,
                ["sid"] = session.Id.ToString("D"),
                ["jti"] = id.ToString("D"),
                ["iss"] = JwtTokens.Issuer,
                ["aud"] = JwtTokens.Audience,
                ["iat"] = session.IssuedAt.ToUnixTimeSeconds(),
                ["exp"] = expires.ToUnixTimeSeconds(),
            },
        });

    private static TokenClaims? ReadClaims(ClaimsIdentity identity)
    {
        TokenType? type = identity.FindFirst("type")?.Value switch
        {
            "access" => TokenType.Access,
            "refresh" => TokenType.Refresh,
            _ => null,
        };
        return type is { } known
            && UserId.Find(identity.FindFirst("sub")?.Value ?? "") is { } user
            && Guid.TryParse(identity.FindFirst("sid")?.Value, out var session)
            && Guid.TryParse(identity.FindFirst("jti")?.Value, out var id)
                ? new TokenClaims(user, session, id, known)
                : null;
    }
}
