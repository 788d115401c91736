using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Auth;
using Rag.Domain.Users;
using Rag.Testing;

namespace Rag.Application.UnitTests.Auth;

public sealed class LogoutTests
{
    private readonly Mock<ISessionRepository> _sessions = new();
    private readonly Mock<ITokenIssuer> _tokens = new();
    private readonly UserId _ana = UserId.New();
    private readonly Guid _here = Guid.CreateVersion7();
    private readonly Guid _there = Guid.CreateVersion7();

    [Test]
    public async Task Ends_the_session_of_the_access_token()
    {
        await LogoutAsync(refreshToken: null);

        AssertEnded(_here);
    }

    [Test]
    public async Task Ends_the_session_of_the_refresh_token_too()
    {
        Sent("token", _ana);

        await LogoutAsync("token");

        AssertEnded(_here, _there);
    }

    [Test]
    public async Task A_refresh_token_of_somebody_else_ends_nothing_of_theirs()
    {
        Sent("token", UserId.New());

        await LogoutAsync("token");

        AssertEnded(_here);
    }

    [Test]
    public async Task A_broken_refresh_token_is_no_reason_to_stay()
    {
        var result = await LogoutAsync("broken");

        Assert.That(result, Is.True);
        AssertEnded(_here);
    }

    private void Sent(string token, UserId user) => _tokens.Setup(tokens => tokens.ReadAsync(token, TokenType.Refresh))
        .ReturnsAsync(new TokenClaims(user, _there, Guid.CreateVersion7(), TokenType.Refresh));

    private async Task<bool> LogoutAsync(string? refreshToken)
    {
        var result = await new LogoutHandler(_sessions.Object, _tokens.Object, new FakeTimeProvider(A.Time))
            .Handle(new Logout(_ana, _here, refreshToken), CancellationToken.None);
        return result.IsSuccess;
    }

    private void AssertEnded(params Guid[] sessions) => Assert.That(
        _sessions.Invocations.Where(call => call.Method.Name == nameof(ISessionRepository.RevokeAsync)).Select(call => call.Arguments[0]),
        Is.EqualTo(sessions));
}
