using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Rag.Application.Auth;

namespace Rag.Infrastructure.Identity;

/// <summary>The key, the names and the rules of our tokens: what signs them and what reads them is the same.</summary>
internal sealed class JwtTokens
{
    public const string Issuer = "rag";
    public const string Audience = "rag-api";

    public JwtTokens(IOptions<AuthOptions> options, TimeProvider time)
    {
        var secret = options.Value.JwtSecret;
        var key = KeyOf(secret.Length > 0 ? Encoding.UTF8.GetBytes(secret) : RandomNumberGenerator.GetBytes(32));
        Signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            // The earlier secrets still verify, so that a secret is changed without signing everybody out; none of them signs.
            IssuerSigningKeys = [key, .. options.Value.PreviousJwtSecrets.Select(previous => KeyOf(Encoding.UTF8.GetBytes(previous)))],
            // Pinned: a token does not choose how it is checked.
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, time.GetUtcNow().UtcDateTime),
            NameClaimType = "email",
        };
    }

    public SigningCredentials Signing { get; }

    public TokenValidationParameters Validation { get; }

    // The key id tells the secrets apart without saying anything about them that a signature does not say already.
    private static SymmetricSecurityKey KeyOf(byte[] secret) => new(secret)
    {
        KeyId = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "kid"u8)[..8]),
    };

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) =>
        (notBefore is null || notBefore <= now) && expires is not null && now < expires;
}
