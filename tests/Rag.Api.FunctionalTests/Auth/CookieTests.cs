using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Auth;

public sealed class CookieTests
{
    private const string Refresh = "/api/v1/auth/refresh";
    private const string Logout = "/api/v1/auth/logout";

    [Test]
    public async Task Login_puts_the_refresh_token_where_no_script_reads_it()
    {
        await using var application = new RagApplication();

        var (answer, cookie) = await LoginAsync(application);

        Assert.That(answer.Select(field => field.Key), Is.EqualTo(new[] { "access_token", "refresh_token", "token_type", "expires_in" }));
        Assert.That(answer["refresh_token"], Is.Null);
        Assert.That(
            cookie[(cookie.IndexOf(';', StringComparison.Ordinal) + 2)..],
            Is.EqualTo("expires=Mon, 09 Mar 2026 09:30:00 GMT; path=/api/v1/auth; samesite=strict; httponly"));
        using var client = application.Client((string)answer["access_token"]!);
        Assert.That((await client.GetAsync("/api/v1/auth/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("private", "https", true)]
    [TestCase("private", "http", false)]
    [TestCase("10.0.0.0/8", "https", false)]
    public async Task The_cookie_is_secure_when_the_browser_came_by_tls(string trusted, string scheme, bool isSecure)
    {
        await using var application = new RagApplication().With("TRUSTED_PROXIES", trusted);

        var (_, cookie) = await LoginAsync(application, scheme);

        Assert.That(cookie.Contains("; secure;", StringComparison.Ordinal), Is.EqualTo(isSecure), cookie);
    }

    [Test]
    public async Task Refresh_by_cookie_sets_the_next_one()
    {
        await using var application = new RagApplication();
        var (_, first) = await LoginAsync(application);

        var response = await SendAsync(application, Refresh, first);

        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var second = CookieOf(response);
        Assert.That(answer["refresh_token"], Is.Null);
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(Pair(second), Is.Not.EqualTo(Pair(first)));
        Assert.That((await SendAsync(application, Refresh, second)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var client = application.Client((string)answer["access_token"]!);
        Assert.That((await client.GetAsync("/api/v1/auth/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(Refresh)]
    [TestCase(Logout)]
    public async Task Without_the_header_the_cookie_does_nothing(string path)
    {
        await using var application = new RagApplication();
        var (answer, cookie) = await LoginAsync(application);

        var refused = await SendAsync(application, path, cookie, header: null, access: (string)answer["access_token"]!);

        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "csrf_header_missing");
        Assert.That(refused.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(Pair(CookieOf(await SendAsync(application, Refresh, cookie))), Is.Not.EqualTo(Pair(cookie)), "It was not spent.");
    }

    [Test]
    public async Task Logout_ends_the_session_of_the_cookie_and_deletes_it()
    {
        await using var application = new RagApplication();
        var (_, cookie) = await LoginAsync(application);
        var here = await application.LoginAsync();

        var response = await SendAsync(application, Logout, cookie, access: here.Access);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        AssertDeleted(response);
        await (await SendAsync(application, Refresh, cookie)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        await (await application.Client(here.Access).GetAsync("/api/v1/auth/me")).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task A_dead_cookie_is_refused_and_cleared()
    {
        await using var application = new RagApplication();
        var (_, spent) = await LoginAsync(application);
        await SendAsync(application, Refresh, spent);
        application.Time.Advance(TimeSpan.FromSeconds(11));

        foreach (var cookie in new[] { spent, "refresh_token=garbage", $"refresh_token={new string('x', 9000)}" })
        {
            var response = await SendAsync(application, Refresh, cookie);

            await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
            AssertDeleted(response);
        }
    }

    [Test]
    public async Task A_token_in_the_body_counts_before_the_cookie_and_leaves_it_alone()
    {
        await using var application = new RagApplication();
        var (_, cookie) = await LoginAsync(application);
        var other = await application.LoginAsync();

        var response = await SendAsync(
            application, Refresh, cookie, header: null, content: JsonContent.Create(new { refresh_token = other.Refresh }));

        Assert.That(Tokens.Of((await response.Content.ReadFromJsonAsync<JsonObject>())!).Refresh, Is.Not.Empty.And.Not.EqualTo(other.Refresh));
        Assert.That(response.Headers.Contains("Set-Cookie"), Is.False);
    }

    [TestCase(null, "")]
    [TestCase("application/json", "")]
    [TestCase("application/x-www-form-urlencoded", "")]
    [TestCase("application/json", "{}")]
    [TestCase("application/json", """{"refresh_token": null}""")]
    public async Task A_body_without_a_token_stands_for_the_cookie(string? type, string body)
    {
        await using var application = new RagApplication();
        var (answer, cookie) = await LoginAsync(application);

        var refreshed = await SendAsync(application, Refresh, cookie, content: Content(type, body));
        var ended = await SendAsync(application, Logout, CookieOf(refreshed), access: (string)answer["access_token"]!, content: Content(type, body));

        Assert.That((refreshed.StatusCode, ended.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        AssertDeleted(ended);
    }

    [TestCase(null, "")]
    [TestCase("application/json", "{}")]
    public async Task Neither_body_nor_cookie_is_invalid(string? type, string body)
    {
        await using var application = new RagApplication();

        var response = await SendAsync(application, Refresh, cookie: null, content: Content(type, body));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { "body.refresh_token" }));
        Assert.That((string?)problem["errors"]![0]!["type"], Is.EqualTo("missing"));
    }

    private static async Task<(JsonObject Answer, string Cookie)> LoginAsync(RagApplication application, string? scheme = null)
    {
        using var client = application.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password, cookie = true });
        return ((await response.Content.ReadFromJsonAsync<JsonObject>())!, CookieOf(response));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        RagApplication application, string path, string? cookie, string? header = "fetch", string? access = null, HttpContent? content = null)
    {
        using var client = application.Client(access);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", Pair(cookie));
        }

        if (header is not null)
        {
            request.Headers.Add("X-Requested-With", header);
        }

        return await client.SendAsync(request);
    }

    private static StringContent? Content(string? type, string body) => type is null ? null : new StringContent(body, Encoding.UTF8, type);

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single();

    private static string Pair(string cookie) => cookie.Split(';')[0];

    private static void AssertDeleted(HttpResponseMessage response) => Assert.That(
        CookieOf(response), Does.StartWith("refresh_token=; expires=Thu, 01 Jan 1970").And.Contain("path=/api/v1/auth"));
}
