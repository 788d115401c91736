using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rag.Domain.Users;

namespace Rag.Api.FunctionalTests.Security;

public sealed class AccessTests
{
    private const string Me = "/api/v1/auth/me";
    private const string AdminOnly = "/api/v1/probe/admin";

    [Test]
    public async Task Every_route_that_is_not_public_by_name_asks_for_a_token()
    {
        await using var application = new RagApplication();
        application.StartServer();
        var routes = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var closed = routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();

        foreach (var route in closed)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var path = string.Join('/', route.RoutePattern.PathSegments.Select(segment =>
                segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"));
            using var response = await application.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), "/" + path));
            await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
            Assert.That(response.Headers.WwwAuthenticate.Single().Scheme, Is.EqualTo("Bearer"), path);
        }

        Assert.That(closed, Is.Not.Empty);
        Assert.That(
            routes.Except(closed).Select(route => route.RoutePattern.RawText),
            Is.SubsetOf(new[] { "api/v1/health", "api/v1/health/ready", "api/v1/auth/login", "api/v1/auth/refresh", "api/v1/auth/health", "api/v1/chat/stream", "api/v1/bot/config/public",
                "api/v1/chat/stream_log", "api/v1/chat/history/{conversationId}", "api/v1/chat/feedback", "api/v1/chat/sources/{messageId}/{number}" }));
    }

    [Test]
    public async Task A_route_that_says_nothing_is_closed_to_strangers_and_open_to_every_user()
    {
        await using var application = new RagApplication().WithProbes();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");

        var stranger = await application.Client().GetAsync("/api/v1/probe/secret");
        var user = await ana.GetAsync("/api/v1/probe/secret");

        await stranger.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        Assert.That(user.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_access_token_expires_to_the_second()
    {
        await using var application = new RagApplication();
        using var client = await application.SignedInAsync();

        application.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        var before = await client.GetAsync(Me);
        application.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await client.GetAsync(Me);

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await after.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task A_refresh_token_opens_nothing()
    {
        await using var application = new RagApplication();
        var tokens = await application.LoginAsync();

        var response = await application.Client(tokens.Refresh).GetAsync(Me);

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [TestCase("garbage")]
    [TestCase("a.b.c")]
    [TestCase("")]
    public async Task Garbage_opens_nothing(string token)
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");

        var response = await client.GetAsync(Me);

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [TestCase("issuer")]
    [TestCase("audience")]
    [TestCase("secret")]
    [TestCase("algorithm")]
    [TestCase("none")]
    [TestCase("no expiry")]
    [TestCase("no session")]
    [TestCase("another's session")]
    public async Task A_token_that_is_not_ours_in_one_point_opens_nothing(string point)
    {
        await using var application = new RagApplication();
        var good = new JsonWebToken((await application.LoginAsync()).Access);
        var other = await application.AddUserAsync("ana@example.com");

        var same = await application.Client(Forge(good, "nothing", other)).GetAsync(Me);
        var forged = await application.Client(Forge(good, point, other)).GetAsync(Me);

        Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.OK), "The forger's own work is good, so the one point decides.");
        await forged.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task A_deactivated_user_is_out_with_the_next_request()
    {
        await using var application = new RagApplication();
        var user = await application.AddUserAsync("ana@example.com");
        using var client = await application.SignedInAsync("ana@example.com");

        await application.SaveUserAsync(user with { IsActive = false });
        var response = await client.GetAsync(Me);

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task Admin_routes_are_forbidden_to_others()
    {
        await using var application = new RagApplication().WithProbes();
        await application.AddUserAsync("ana@example.com");
        using var client = await application.SignedInAsync("ana@example.com");

        var response = await client.GetAsync(AdminOnly);

        await response.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task The_admin_right_is_the_databases_and_not_the_tokens()
    {
        await using var application = new RagApplication().WithProbes();
        var user = await application.AddUserAsync("ana@example.com", isAdmin: true);
        using var client = await application.SignedInAsync("ana@example.com");

        var asAdmin = await client.GetAsync(AdminOnly);
        await application.SaveUserAsync(user with { IsAdmin = false });
        var demoted = await client.GetAsync(AdminOnly);

        Assert.That(asAdmin.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await demoted.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public async Task Without_a_secret_development_signs_with_one_of_its_own()
    {
        await using var application = new RagApplication().With("JWT_SECRET", "");
        using var client = await application.SignedInAsync();

        Assert.That((await client.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_claims_are_those_of_the_contract()
    {
        await using var application = new RagApplication();

        var token = new JsonWebToken((await application.LoginAsync()).Access);

        Assert.That(token.Alg, Is.EqualTo("HS256"));
        Assert.That(
            token.Claims.Select(claim => claim.Type),
            Is.EquivalentTo(new[] { "sub", "email", "is_admin", "type", "sid", "jti", "iss", "aud", "iat", "exp" }));
    }

    private static string Forge(JsonWebToken good, string point, User other)
    {
        var claims = good.Claims.ToDictionary(claim => claim.Type, claim => (object)claim.Value);
        claims["iat"] = long.Parse((string)claims["iat"], System.Globalization.CultureInfo.InvariantCulture);
        claims["exp"] = long.Parse((string)claims["exp"], System.Globalization.CultureInfo.InvariantCulture);
        switch (point)
        {
            case "issuer": claims["iss"] = "another"; break;
            case "audience": claims["aud"] = "another"; break;
            case "no expiry": claims.Remove("exp"); break;
            case "no session": claims.Remove("sid"); break;
            case "another's session": claims["sub"] = other.Id.ToString(); break;
        }

        // HMAC-SHA-512 wants a longer key; the signature is good for whoever lets a token choose its algorithm and pads likewise.
        var secret = point switch
        {
            "secret" => "another-secret-of-more-than-32-bytes",
            "algorithm" => RagApplication.JwtSecret.PadRight(64, '\0'),
            _ => RagApplication.JwtSecret,
        };
        var algorithm = point == "algorithm" ? SecurityAlgorithms.HmacSha512 : SecurityAlgorithms.HmacSha256;
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = point == "none" ? null : new SigningCredentials(key, algorithm),
            Claims = claims,
        });
    }
}
