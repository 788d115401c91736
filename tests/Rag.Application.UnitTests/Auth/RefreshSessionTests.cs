using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Auth;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Application.UnitTests.Auth;

public sealed class RefreshSessionTests
{
    private readonly FakeTimeProvider _time = new(A.Time);
    private readonly Mock<IUserRepository> _users = new();
    private readonly Mock<ISessionRepository> _sessions = new();
    private readonly Mock<ITokenIssuer> _tokens = new();
    private readonly User _ana = A.User();
    private readonly Session _session;

    public RefreshSessionTests()
    {
        _session = Session.Begin(_ana, A.Time, A.Time.AddDays(7));
        _users.Setup(users => users.FindAsync(_ana.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_ana);
        _tokens.Setup(tokens => tokens.Issue(_ana, It.IsAny<Session>()))
            .Returns((User _, Session session) => new TokenPair($"{session.AccessTokenId}", $"{session.RefreshTokenId}", TimeSpan.FromMinutes(30), session.ExpiresAt));
        Sent(_session.RefreshTokenId);
    }

    [Test]
    public async Task Rotates_the_session_and_prolongs_it()
    {
        Stored(_session);
        Session? rotated = null;
        _sessions.Setup(sessions => sessions.RotateAsync(It.IsAny<Session>(), _session.RefreshTokenId, It.IsAny<CancellationToken>()))
            .Callback((Session session, Guid _, CancellationToken _) => rotated = session)
            .ReturnsAsync(true);
        _time.Advance(TimeSpan.FromDays(1));

        var result = await RefreshAsync();

        Assert.That(result.Value.RefreshToken, Is.EqualTo($"{rotated!.RefreshTokenId}"));
        Assert.That(rotated.RefreshTokenId, Is.Not.EqualTo(_session.RefreshTokenId));
        Assert.That(rotated.SpentTokenId, Is.EqualTo(_session.RefreshTokenId));
        Assert.That(rotated.ExpiresAt, Is.EqualTo(A.Time.AddDays(8)));
    }

    [Test]
    public async Task Whoever_loses_the_race_gets_what_the_winner_got()
    {
        var winner = _session.Rotate(A.Time, A.Time.AddDays(7));
        _sessions.SetupSequence(sessions => sessions.FindAsync(_session.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(_session)
            .ReturnsAsync(winner);

        var result = await RefreshAsync();

        Assert.That(result.Value.RefreshToken, Is.EqualTo($"{winner.RefreshTokenId}"));
        AssertNotRevoked();
    }

    [Test]
    public async Task A_spent_token_is_good_for_the_same_pair_within_the_grace()
    {
        var rotated = _session.Rotate(A.Time, A.Time.AddDays(7));
        Stored(rotated);
        _time.Advance(Session.Grace);

        var result = await RefreshAsync();

        Assert.That(result.Value.RefreshToken, Is.EqualTo($"{rotated.RefreshTokenId}"));
        AssertNotRevoked();
    }

    [Test]
    public async Task A_spent_token_after_the_grace_revokes_the_session()
    {
        Stored(_session.Rotate(A.Time, A.Time.AddDays(7)));
        _time.Advance(Session.Grace + TimeSpan.FromSeconds(1));

        var result = await RefreshAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_token"));
        _sessions.Verify(sessions => sessions.RevokeAsync(_session.Id, _time.GetUtcNow(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_token_from_before_the_spent_one_revokes_at_once()
    {
        Stored(_session.Rotate(A.Time, A.Time.AddDays(7)).Rotate(A.Time, A.Time.AddDays(7)));

        var result = await RefreshAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_token"));
        _sessions.Verify(sessions => sessions.RevokeAsync(_session.Id, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_session_that_has_ended_gives_nothing()
    {
        Stored(_session with { RevokedAt = A.Time });

        var result = await RefreshAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_token"));
    }

    [Test]
    public async Task An_inactive_user_gets_nothing()
    {
        Stored(_session);
        _users.Setup(users => users.FindAsync(_ana.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_ana with { IsActive = false });

        var result = await RefreshAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_token"));
    }

    private void Stored(Session session) =>
        _sessions.Setup(sessions => sessions.FindAsync(_session.Id, It.IsAny<CancellationToken>())).ReturnsAsync(session);

    private void Sent(Guid tokenId) =>
        _tokens.Setup(tokens => tokens.ReadAsync("token", TokenType.Refresh))
            .ReturnsAsync(new TokenClaims(_ana.Id, _session.Id, tokenId, TokenType.Refresh));

    private void AssertNotRevoked() => _sessions.Verify(
        sessions => sessions.RevokeAsync(It.IsAny<Guid>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()), Times.Never);

    private Task<Result<TokenPair>> RefreshAsync()
    {
        var clock = new SessionClock(Options.Create(new AuthOptions()), _time);
        return new RefreshSessionHandler(
                _users.Object, _sessions.Object, _tokens.Object, clock, NullLogger<RefreshSessionHandler>.Instance)
            .Handle(new RefreshSession("token"), CancellationToken.None);
    }
}
