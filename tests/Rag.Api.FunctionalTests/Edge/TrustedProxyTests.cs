using System.Text.RegularExpressions;

namespace Rag.Api.FunctionalTests.Edge;

public sealed class TrustedProxyTests
{
    private const string Route = "api/v1/auth/me";

    [TestCase("private", "203.0.113.7", "203.0.113.7")]
    [TestCase("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [TestCase("127.0.0.0/8", "203.0.113.7, 127.0.0.9", "203.0.113.7")]
    [TestCase("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [TestCase("10.0.0.0/8", "203.0.113.7", "127.0.0.1")]
    [TestCase("", "203.0.113.7", "127.0.0.1")]
    public async Task The_client_is_whom_a_trusted_proxy_names(string trusted, string forwarded, string client)
    {
        await using var application = new RagApplication().With("TRUSTED_PROXIES", trusted);

        await CallAsync(application, forwarded);
        var line = await application.Log.RequestLineAsync(Route);

        Assert.That(line.Properties["Client"].ToString().Trim('"'), Is.EqualTo(client));
    }

    [Test]
    public async Task The_headers_of_others_are_warned_about_once()
    {
        await using var application = new RagApplication().With("TRUSTED_PROXIES", "10.0.0.0/8");

        await CallAsync(application, "203.0.113.7");
        await CallAsync(application, "203.0.113.8");

        Assert.That(Regex.Count(application.Log.Text, "Forwarded headers from"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_trusted_proxy_is_not_warned_about()
    {
        await using var application = new RagApplication().With("TRUSTED_PROXIES", "private");

        await CallAsync(application, "203.0.113.7");

        Assert.That(application.Log.Text, Does.Not.Contain("Forwarded headers from"));
    }

    [Test]
    public async Task The_request_line_names_the_user()
    {
        await using var application = new RagApplication();
        var user = await application.AddUserAsync("ana@example.com");
        using var client = await application.SignedInAsync("ana@example.com");

        await client.GetAsync("/api/v1/auth/me");
        var line = await application.Log.RequestLineAsync(Route);

        Assert.That(line.Properties["UserId"].ToString().Trim('"'), Is.EqualTo(user.Id.ToString()));
    }

    private static async Task CallAsync(RagApplication application, string forwarded)
    {
        using var client = application.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        await client.GetAsync("/" + Route);
    }
}
