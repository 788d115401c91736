namespace Rag.Domain.Users;

/// <summary>
/// A family of refresh tokens that began with one login. Only <see cref="RefreshTokenId"/> may be spent; the pair that it
/// bought can be made again from what stands here, so no token is stored.
/// </summary>
public sealed record Session
{
    /// <summary>How long after a rotation the spent token still returns the same new pair: two tabs, or a lost answer.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public required Guid Id { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>The user's <see cref="User.SessionEpoch"/> when it began.</summary>
    public int Epoch { get; init; }

    /// <summary><c>jti</c> of the refresh token that is good now.</summary>
    public required Guid RefreshTokenId { get; init; }

    /// <summary><c>jti</c> of the one before it.</summary>
    public Guid? SpentTokenId { get; init; }

    /// <summary><c>jti</c> of the access token of the present pair.</summary>
    public required Guid AccessTokenId { get; init; }

    /// <summary>When the present pair was issued (<c>iat</c>).</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static Session Begin(User user, DateTimeOffset now, DateTimeOffset expiresAt) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = user.Id,
        Epoch = user.SessionEpoch,
        RefreshTokenId = Guid.CreateVersion7(),
        AccessTokenId = Guid.CreateVersion7(),
        IssuedAt = now,
        ExpiresAt = expiresAt,
    };

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public Session Rotate(DateTimeOffset now, DateTimeOffset expiresAt) => this with
    {
        SpentTokenId = RefreshTokenId,
        RefreshTokenId = Guid.CreateVersion7(),
        AccessTokenId = Guid.CreateVersion7(),
        IssuedAt = now,
        ExpiresAt = expiresAt,
    };

    /// <summary>Whether a token is the one just spent, within the grace.</summary>
    public bool IsWithinGrace(Guid refreshTokenId, DateTimeOffset now) => SpentTokenId == refreshTokenId && now - IssuedAt <= Grace;
}
