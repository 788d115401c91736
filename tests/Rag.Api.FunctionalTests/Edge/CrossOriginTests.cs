using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.Edge;

namespace Rag.Api.FunctionalTests.Edge;

public sealed class CrossOriginTests
{
    private const string Chat = "/api/v1/chat/stream";
    private const string Users = "/api/v1/auth/me";

    [TestCase("https://app.example.com", Chat, true, true)]
    [TestCase("https://app.example.com", Users, true, true)]
    [TestCase("https://client.example.com:8443", Users, true, true)]
    [TestCase("https://shop.example.com", Chat, true, false)]
    [TestCase("https://shop.example.com", "/api/v1/bot/config/public", true, false)]
    [TestCase("https://shop.example.com", Users, false, false)]
    [TestCase("https://shop.example.com", "/api/v1/chat/stats", false, false)]
    [TestCase("https://admin.example.com", Users, true, true)]
    [TestCase("https://admin.example.com", "/api/v1/chat/stats", true, true)]
    [TestCase("https://admin.example.com", Chat, false, false)]
    [TestCase("https://both.example.com", Chat, true, false)]
    [TestCase("https://both.example.com", Users, true, true)]
    [TestCase("https://everywhere.example.com", Chat, true, true)]
    [TestCase("https://evil.example", Chat, false, false)]
    [TestCase("http://app.example.com", Chat, false, false)]
    [TestCase("https://app.example.com.evil.example", Chat, false, false)]
    [TestCase("null", Chat, false, false)]
    public async Task An_origin_reaches_what_its_list_says(string origin, string path, bool isAllowed, bool withCredentials)
    {
        await using var application = Configured();

        using var preflight = await PreflightAsync(application, origin, path);

        Assert.That(preflight.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Header(preflight, "Access-Control-Allow-Origin"), Is.EqualTo(isAllowed ? origin : null));
        Assert.That(Header(preflight, "Access-Control-Allow-Credentials"), Is.EqualTo(withCredentials ? "true" : null));
        Assert.That(Header(preflight, "Access-Control-Max-Age"), Is.EqualTo(isAllowed ? "120" : null));
        Assert.That(Header(preflight, "Access-Control-Allow-Headers"), isAllowed ? Does.Contain("x-anything") : Is.Null);
        Assert.That(Header(preflight, "Access-Control-Allow-Methods"), isAllowed ? Does.Contain("DELETE") : Is.Null);
    }

    [TestCase("/api/v1/auth/me", 401)]
    [TestCase("/api/v1/probe/admin", 403)]
    [TestCase("/api/v1/nothing", 404)]
    [TestCase("/api/v1/probe/things/2", 409)]
    [TestCase("/api/v1/probe/things/6", 500)]
    public async Task Refusals_carry_the_headers_too(string path, int status)
    {
        await using var application = Configured().WithProbes();
        await application.AddUserAsync("ana@example.com");
        using var client = status == 401 ? application.Client() : await application.SignedInAsync("ana@example.com");
        client.DefaultRequestHeaders.Add("Origin", "https://app.example.com");

        using var response = await client.GetAsync(path);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(Header(response, "Access-Control-Allow-Origin"), Is.EqualTo("https://app.example.com"));
        Assert.That(Header(response, "Access-Control-Allow-Credentials"), Is.EqualTo("true"));
        Assert.That(Header(response, "Vary"), Does.Contain("Origin"));
        Assert.That(
            Header(response, "Access-Control-Expose-Headers")!.Split(','),
            Is.SupersetOf(new[] { "Content-Disposition", "X-Total-Messages", "X-Request-ID", "ETag", "Retry-After", "X-RateLimit-Remaining" }));
    }

    [TestCase("https://evil.example", "/api/v1/health")]
    [TestCase("https://app.example.com", "/api/v1/health")]
    [TestCase(null, "/api/v1/health")]
    [TestCase(null, Users)]
    [TestCase("https://evil.example", "/api/v1/probe/things/6")]
    public async Task Every_answer_says_that_it_depends_on_the_origin_so_that_no_cache_gives_it_to_another(string? origin, string path)
    {
        await using var application = Configured().WithProbes();
        using var client = application.Client();
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var response = await client.GetAsync(path);

        Assert.That(response.Headers.Vary.Count(name => name == "Origin"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_wildcard_opens_development_and_the_local_front_end_is_let_in_by_itself()
    {
        await using var open = new RagApplication().With("CORS_ORIGINS", "*");
        await using var usual = new RagApplication();

        using var anybody = await PreflightAsync(open, "https://x.example", Users);
        using var local = await PreflightAsync(usual, "http://localhost:3000", Users);
        using var stranger = await PreflightAsync(usual, "https://x.example", Users);

        Assert.That(Header(anybody, "Access-Control-Allow-Origin"), Is.EqualTo("https://x.example"));
        Assert.That(Header(local, "Access-Control-Allow-Origin"), Is.EqualTo("http://localhost:3000"));
        Assert.That(Header(stranger, "Access-Control-Allow-Origin"), Is.Null);
    }

    [Test]
    public async Task Staging_without_an_origin_starts_allows_nothing_and_warns()
    {
        await using var application = new RagApplication().With("ENVIRONMENT", "staging");

        using var local = await PreflightAsync(application, "http://localhost:3000", Users);

        Assert.That(Header(local, "Access-Control-Allow-Origin"), Is.Null);
        Assert.That(application.Log.Text, Does.Contain("No origin is set").And.Contain("CORS_ORIGINS"));
    }

    [Test]
    public async Task The_widgets_routes_are_the_public_ones_of_chat_and_bot()
    {
        await using var application = new RagApplication();
        application.StartServer();

        var visitors = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => (Path: "/" + route.RoutePattern.RawText!.Split("/{")[0], IsPublic: route.Metadata.GetMetadata<IAllowAnonymous>() is not null))
            .Where(route => route.Path.StartsWith("/api/v1/chat", StringComparison.Ordinal) || route.Path.StartsWith("/api/v1/bot", StringComparison.Ordinal))
            .ToList();

        Assert.That(visitors, Is.Not.Empty);
        Assert.That(visitors, Is.All.Matches<(string Path, bool IsPublic)>(
            route => CrossOriginPolicies.WidgetRoutes.Any(path => path.Value == route.Path) == route.IsPublic));
    }

    private static RagApplication Configured() => new RagApplication()
        .With("CORS_ORIGINS", "[\"https://app.example.com/\", \"https://everywhere.example.com\"]")
        .With("CLIENT_ORIGIN_URL", "https://client.example.com:8443")
        .With("CORS_ORIGINS_WIDGET", "https://shop.example.com, https://both.example.com,https://everywhere.example.com")
        .With("CORS_ORIGINS_ADMIN", "https://admin.example.com,https://both.example.com")
        .With("CORS_MAX_AGE", "120");

    private static async Task<HttpResponseMessage> PreflightAsync(RagApplication application, string origin, string path)
    {
        using var client = application.Client();
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "DELETE");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,x-anything");
        return await client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
