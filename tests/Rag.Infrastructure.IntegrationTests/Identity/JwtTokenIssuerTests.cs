using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Rag.Application.Auth;
using Rag.Domain.Users;
using Rag.Infrastructure.Identity;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Identity;

public sealed class JwtTokenIssuerTests
{
    private readonly FakeTimeProvider _time = new(A.Time);
    private readonly User _ana = A.User();
    private readonly Session _session;
    private readonly JwtTokenIssuer _issuer;

    public JwtTokenIssuerTests()
    {
        _session = Session.Begin(_ana, A.Time, A.Time.AddDays(7));
        _issuer = Issuer("a-test-secret-of-more-than-32-bytes");
    }

    [Test]
    public void The_same_session_gives_the_same_pair_byte_for_byte_in_another_instance_too()
    {
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.That(Issuer("a-test-secret-of-more-than-32-bytes").Issue(_ana, _session), Is.EqualTo(_issuer.Issue(_ana, _session)));
    }

    [Test]
    public async Task Reads_what_it_has_signed()
    {
        var pair = _issuer.Issue(_ana, _session);

        Assert.That(
            await _issuer.ReadAsync(pair.AccessToken, TokenType.Access),
            Is.EqualTo(new TokenClaims(_ana.Id, _session.Id, _session.AccessTokenId, TokenType.Access)));
        Assert.That(
            await _issuer.ReadAsync(pair.RefreshToken, TokenType.Refresh),
            Is.EqualTo(new TokenClaims(_ana.Id, _session.Id, _session.RefreshTokenId, TokenType.Refresh)));
    }

    [Test]
    public async Task Each_type_is_good_for_its_own_purpose_only()
    {
        var pair = _issuer.Issue(_ana, _session);

        Assert.That(await _issuer.ReadAsync(pair.AccessToken, TokenType.Refresh), Is.Null);
        Assert.That(await _issuer.ReadAsync(pair.RefreshToken, TokenType.Access), Is.Null);
    }

    [Test]
    public async Task Tokens_end_at_their_second()
    {
        var pair = _issuer.Issue(_ana, _session);

        _time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        var before = await _issuer.ReadAsync(pair.AccessToken, TokenType.Access);
        _time.Advance(TimeSpan.FromSeconds(1));
        var after = await _issuer.ReadAsync(pair.AccessToken, TokenType.Access);

        Assert.That(before, Is.Not.Null);
        Assert.That(after, Is.Null);
    }

    [Test]
    public async Task A_token_under_another_secret_is_not_ours()
    {
        var pair = Issuer("another-secret-of-more-than-32-bytes").Issue(_ana, _session);

        Assert.That(await _issuer.ReadAsync(pair.AccessToken, TokenType.Access), Is.Null);
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Garbage_is_nothing(string token)
    {
        Assert.That(await _issuer.ReadAsync(token, TokenType.Access), Is.Null);
    }

    private JwtTokenIssuer Issuer(string secret)
    {
        var options = Options.Create(new AuthOptions { JwtSecret = secret });
        return new JwtTokenIssuer(new JwtTokens(options, _time), options);
    }
}
