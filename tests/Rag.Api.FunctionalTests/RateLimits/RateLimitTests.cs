using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.Api.FunctionalTests.RateLimits;

public sealed class RateLimitTests
{
    [Test]
    public async Task The_request_after_the_last_is_refused_until_the_window_ends()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "2").With("RATE_LIMIT_WINDOW_SECONDS", "30");
        using var client = application.Client();
        var ends = application.Time.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds();

        using var first = await client.GetAsync("/api/v1/auth/me");
        application.Time.Advance(TimeSpan.FromSeconds(9.5));
        using var second = await client.GetAsync("/api/v1/nothing");
        using var refused = await client.GetAsync("/api/v1/auth/me");
        application.Time.Advance(TimeSpan.FromSeconds(20.5));
        using var later = await client.GetAsync("/api/v1/auth/me");

        Assert.That((Header(first, "Limit"), Header(first, "Remaining"), Header(first, "Reset")), Is.EqualTo((2L, 1L, ends)));
        Assert.That((second.StatusCode, Header(second, "Remaining")), Is.EqualTo((HttpStatusCode.NotFound, 0L)));
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(21)));
        Assert.That((Header(refused, "Remaining"), Header(refused, "Reset")), Is.EqualTo((0L, ends)));
        Assert.That((later.StatusCode, Header(later, "Remaining")), Is.EqualTo((HttpStatusCode.Unauthorized, 1L)));
    }

    [TestCase("RATE_LIMIT_CHAT_MAX_REQUESTS", "/api/v1/chat/stream")]
    [TestCase("RATE_LIMIT_LOGIN_MAX_REQUESTS", "/api/v1/auth/login")]
    [TestCase("RATE_LIMIT_UPLOAD_MAX_REQUESTS", "/api/v1/pdfs/upload")]
    public async Task A_class_of_routes_has_a_number_of_its_own(string variable, string path)
    {
        await using var application = new RagApplication().With(variable, "1");
        using var client = application.Client();
        client.DefaultRequestHeaders.Add("Origin", "http://localhost:3000");

        using var first = await client.PostAsJsonAsync(path, new { });
        using var second = await client.PostAsJsonAsync(path, new { });
        using var other = await client.GetAsync("/api/v1/auth/me");

        Assert.That(Header(first, "Limit"), Is.EqualTo(1));
        Assert.That(first.StatusCode, Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        await second.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.That(second.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "http://localhost:3000" }));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_other_numbers_follow_from_the_first()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "50");
        using var client = application.Client();

        using var general = await client.GetAsync("/api/v1/auth/me");
        using var chat = await client.PostAsJsonAsync("/api/v1/chat/stream", new { });
        using var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { });
        using var upload = await client.PostAsJsonAsync("/api/v1/pdfs/upload", new { });

        Assert.That(new[] { general, chat, login, upload }.Select(answer => Header(answer, "Limit")), Is.EqualTo(new long?[] { 50, 10, 5, 50 }));
    }

    [Test]
    public async Task Health_and_preflights_are_not_counted()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "1");
        using var client = application.Client();
        for (var turn = 0; turn < 3; turn++)
        {
            using var health = await client.GetAsync("/api/v1/health");
            using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/auth/me");
            preflight.Headers.Add("Origin", "http://localhost:3000");
            preflight.Headers.Add("Access-Control-Request-Method", "GET");
            using var allowed = await client.SendAsync(preflight);
            Assert.That((health.StatusCode, allowed.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent)));
        }

        var uncounted = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
            .Select(route => route.RoutePattern.RawText);
        Assert.That(uncounted, Is.EquivalentTo(new[] { "api/v1/health", "api/v1/health/ready", "api/v1/auth/health" }));
    }

    [Test]
    public async Task Every_client_is_counted_alone()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "1").With("TRUSTED_PROXIES", "private");

        var statuses = new List<HttpStatusCode>();
        foreach (var address in new[] { "203.0.113.1", "203.0.113.2", "203.0.113.1", "2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1" })
        {
            using var client = application.Client();
            client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            using var response = await client.GetAsync("/api/v1/auth/me");
            statuses.Add(response.StatusCode);
        }

        Assert.That(statuses.Select(status => status == HttpStatusCode.TooManyRequests), Is.EqualTo(new[] { false, false, true, false, true, false }));
    }

    [Test]
    public async Task A_thousand_wrong_logins_from_one_address_lock_nobody_out_of_another()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "100").With("TRUSTED_PROXIES", "private");
        using var attacker = application.Client();
        attacker.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        using var owner = application.Client();
        owner.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.2");

        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            using var wrong = await LoginAsync(attacker, $"Wrong-{attempt}");
            statuses.Add(wrong.StatusCode);
        }

        using var right = await LoginAsync(owner, RagApplication.Password);
        using var fromThere = await LoginAsync(attacker, RagApplication.Password);

        Assert.That(statuses.Count(status => status == HttpStatusCode.Unauthorized), Is.EqualTo(10));
        Assert.That(statuses.Skip(10), Is.All.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await fromThere.AssertProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Test]
    public async Task An_answer_to_a_failure_has_the_headers_too()
    {
        await using var application = new RagApplication().WithProbes();

        using var response = await application.Client().GetAsync("/api/v1/probe/things/6");

        Assert.That((response.StatusCode, Header(response, "Limit")), Is.EqualTo((HttpStatusCode.InternalServerError, 1_000_000L)));
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, string password) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { email = RagApplication.AdminEmail, password });

    private static long? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues("X-RateLimit-" + name, out var values) ? long.Parse(values.Single(), CultureInfo.InvariantCulture) : null;
}
