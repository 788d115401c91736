using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rag.Application.Users;
using Rag.Domain.Users;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>Every closed route with every kind of token that must not open it.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class BadTokenTests
{
    private const string Origin = "https://www.example.com";

    private readonly Dictionary<string, string?> _tokens = [];
    private RagApplication _application = null!;
    private string _ordinary = null!;
    private string _demoted = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _application = new RagApplication().With("CORS_ORIGINS", Origin);
        var users = _application.Services.GetRequiredService<IUserRepository>();
        var admin = await _application.LoginAsync();
        var good = new JsonWebToken(admin.Access);

        var deleted = await AddAsync("deleted");
        var deactivated = await AddAsync("deactivated");
        var demoted = await AddAsync("demoted");
        var loggedOut = await AddAsync("out");
        await AddAsync("ordinary", isAdmin: false);
        _tokens["none"] = null;
        _tokens["garbage"] = "garbage";
        _tokens["nothing after Bearer"] = "";
        _tokens["a refresh token"] = admin.Refresh;
        _tokens["expired"] = Forge(good, expires: -1);
        _tokens["not one of our algorithms"] = Forge(good, algorithm: null);
        _tokens["another's audience"] = Forge(good, audience: "another");
        _tokens["another's issuer"] = Forge(good, issuer: "another");
        _tokens["a deleted user's"] = (await LoginAsync(deleted)).Access;
        _tokens["a deactivated user's"] = (await LoginAsync(deactivated)).Access;
        _tokens["of a session that was ended"] = (await LoginAsync(loggedOut)).Access;
        _demoted = (await LoginAsync(demoted)).Access;
        _ordinary = (await _application.LoginAsync("ordinary@example.com")).Access;

        await users.DeleteAsync(deleted.Id, CancellationToken.None);
        await _application.SaveUserAsync(deactivated with { IsActive = false });
        await _application.SaveUserAsync(demoted with { IsAdmin = false });
        using var leaving = _application.Client(_tokens["of a session that was ended"]);
        (await leaving.PostAsync("/api/v1/auth/logout", null)).EnsureSuccessStatusCode();
        using var check = _application.Client(Forge(good));
        Assert.That((await check.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "The forger's own work is good.");
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _application.DisposeAsync();

    [TestCaseSource(typeof(AuthorisationMatrix), nameof(AuthorisationMatrix.Closed))]
    public async Task Opens_to_no_bad_token(string route)
    {
        foreach (var (name, token) in _tokens)
        {
            using var response = await SendAsync(route, token);

            var problem = await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
            Assert.That(response.Headers.WwwAuthenticate.Single().Scheme, Is.EqualTo("Bearer"), name);
            Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin").Single(), Is.EqualTo(Origin), name);
            Assert.That(problem.ToJsonString(), Does.Not.Contain("IDX").And.Not.Contain("Exception"), name);
        }
    }

    [TestCaseSource(typeof(AuthorisationMatrix), nameof(AuthorisationMatrix.Closed))]
    public async Task Opens_to_nobody_by_a_token_in_the_address(string route)
    {
        var admin = await _application.LoginAsync();
        foreach (var name in new[] { "token", "access_token" })
        {
            using var response = await SendAsync(route, null, $"?{name}={admin.Access}");

            // A document opens to a signed link, which an access token is not.
            var isLink = name == "token" && (route.Contains("/pdfs/view/", StringComparison.Ordinal) || route.Contains("/pdfs/download/", StringComparison.Ordinal));
            await response.AssertProblemAsync(HttpStatusCode.Unauthorized, isLink ? "invalid_link" : "invalid_token");
        }
    }

    [TestCaseSource(nameof(AdminRoutes))]
    public async Task Opens_to_admins_only(string route)
    {
        foreach (var token in new[] { _ordinary, _demoted })
        {
            using var response = await SendAsync(route, token);

            await response.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
            Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin").Single(), Is.EqualTo(Origin));
        }
    }

    private static IEnumerable<string> AdminRoutes() => AuthorisationMatrix.Rows.Where(row => row.Value == Caller.Admin).Select(row => row.Key);

    private async Task<HttpResponseMessage> SendAsync(string route, string? token, string query = "")
    {
        using var client = _application.Client();
        using var request = GoodRequests.Of(route, query);
        request.Headers.Add("Origin", Origin);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return await client.SendAsync(request);
    }

    private Task<User> AddAsync(string name, bool isAdmin = true) => _application.AddUserAsync($"{name}@example.com", isAdmin);

    private Task<Tokens> LoginAsync(User user) => _application.LoginAsync(user.Email);

    private static string Forge(
        JsonWebToken good, long? expires = null, string? algorithm = SecurityAlgorithms.HmacSha256, string? audience = null, string? issuer = null)
    {
        var claims = good.Claims.ToDictionary(claim => claim.Type, claim => (object)claim.Value);
        var issued = good.IssuedAt;
        claims["iat"] = new DateTimeOffset(issued).ToUnixTimeSeconds();
        claims["exp"] = expires is { } seconds ? new DateTimeOffset(issued).ToUnixTimeSeconds() + seconds : new DateTimeOffset(good.ValidTo).ToUnixTimeSeconds();
        claims["aud"] = audience ?? claims["aud"];
        claims["iss"] = issuer ?? claims["iss"];
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(RagApplication.JwtSecret));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = algorithm is null ? null : new SigningCredentials(key, algorithm),
            Claims = claims,
        });
    }
}
