using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Auth;
using Rag.Application.Users;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Application.UnitTests.Auth;

public sealed class LoginTests
{
    private static readonly TokenPair Pair = new("access", "refresh", TimeSpan.FromMinutes(30), A.Time.AddDays(7));

    private readonly FakeTimeProvider _time = new(A.Time);
    private readonly Mock<IUserRepository> _users = new();
    private readonly Mock<ISessionRepository> _sessions = new();
    private readonly Mock<IPasswordHasher> _hasher = new(MockBehavior.Strict);
    private readonly Mock<ITokenIssuer> _tokens = new();
    private readonly User _ana = A.User();

    [Test]
    public async Task Opens_a_session_and_records_the_login()
    {
        Known(_ana, passwordIsRight: true);
        _tokens.Setup(tokens => tokens.Issue(_ana, It.IsAny<Session>())).Returns(Pair);

        var result = await LoginAsync();

        Assert.That(result.Value, Is.EqualTo(Pair));
        _sessions.Verify(sessions => sessions.AddAsync(
            It.Is<Session>(session => session.UserId == _ana.Id && session.IssuedAt == A.Time && session.ExpiresAt == A.Time.AddDays(7)),
            It.IsAny<CancellationToken>()));
        _users.Verify(users => users.RecordLoginAsync(_ana.Id, A.Time, It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task An_unknown_address_takes_the_time_of_a_verification()
    {
        _hasher.Setup(hasher => hasher.VerifyNothing("Secreta-2026"));

        var result = await LoginAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_credentials"));
        _hasher.Verify(hasher => hasher.VerifyNothing("Secreta-2026"), Times.Once);
    }

    [Test]
    public async Task A_wrong_password_opens_nothing()
    {
        Known(_ana, passwordIsRight: false);

        var result = await LoginAsync();

        Assert.That(result.Error?.Code, Is.EqualTo("invalid_credentials"));
        _sessions.VerifyNoOtherCalls();
    }

    [Test]
    public async Task An_inactive_user_is_verified_and_refused_alike()
    {
        Known(_ana with { IsActive = false }, passwordIsRight: true);

        var result = await LoginAsync();

        Assert.That(result.Error, Is.EqualTo(UserErrors.InvalidCredentials()));
        _hasher.Verify(hasher => hasher.Verify("Secreta-2026", _ana.HashedPassword), Times.Once);
        _sessions.VerifyNoOtherCalls();
    }

    [Test]
    public async Task A_password_that_was_changed_while_it_was_verified_opens_nothing()
    {
        Known(_ana, passwordIsRight: true);
        _users.Setup(users => users.FindAsync(_ana.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_ana.EndSessions() with { HashedPassword = "another" });

        var result = await LoginAsync();

        Assert.That(result.Error, Is.EqualTo(UserErrors.InvalidCredentials()));
        _sessions.Verify(sessions => sessions.RevokeAsync(It.IsAny<Guid>(), A.Time, It.IsAny<CancellationToken>()), Times.Once);
    }

    private void Known(User user, bool passwordIsRight)
    {
        _users.Setup(users => users.FindByEmailAsync("ana@example.com", It.IsAny<CancellationToken>())).ReturnsAsync(user);
        _users.Setup(users => users.FindAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        _hasher.Setup(hasher => hasher.Verify("Secreta-2026", user.HashedPassword)).Returns(passwordIsRight);
    }

    private Task<Rag.Domain.Results.Result<TokenPair>> LoginAsync()
    {
        var clock = new SessionClock(Options.Create(new AuthOptions()), _time);
        return new LoginHandler(_users.Object, _sessions.Object, _hasher.Object, _tokens.Object, clock)
            .Handle(new Login("ana@example.com", "Secreta-2026"), CancellationToken.None);
    }
}
