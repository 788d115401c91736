using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.Configuration;

namespace Rag.Api.FunctionalTests.Pages;

public sealed class PageTests
{
    private static readonly string[] Everything =
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => "/" + Path.GetRelativePath(Folder, file).Replace('\\', '/')),
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    [Test]
    public async Task Only_pages_styles_scripts_and_pictures_are_served_to_everybody()
    {
        await using var application = new RagApplication();
        using var client = application.Client();

        foreach (var file in Everything.Where(file => !file.EndsWith(".html", StringComparison.Ordinal)))
        {
            using var response = await client.GetAsync(file);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), file);
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.AnyOf("text/css", "text/javascript", "image/svg+xml"), file);
        }

        Assert.That(Everything.Select(Path.GetExtension).Distinct(), Is.SubsetOf(new[] { ".html", ".css", ".js", ".svg" }));
    }

    [TestCase("/")]
    [TestCase("/chat")]
    [TestCase("/chat/")]
    [TestCase("/demo")]
    [TestCase("/admin")]
    public async Task A_page_runs_no_inline_script_or_style_and_is_framed_by_nobody(string page)
    {
        await using var application = new RagApplication();

        var response = await application.Client().GetAsync(page);

        var policy = Policy(response);
        var markup = await response.Content.ReadAsStringAsync();
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Contain("require-trusted-types-for 'script'"));
        Assert.That(policy, Does.Not.Contain("unsafe"));
        Assert.That(markup, Does.Not.Match("<script(?![^>]*src=)|<style| style=| on[a-z]+="));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(response.Headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "strict-origin-when-cross-origin" }));
    }

    [Test]
    public async Task The_chat_in_a_widget_is_framed_by_the_origins_that_may_call_it()
    {
        await using var application = new RagApplication()
            .With("CORS_ORIGINS", "https://front.example.com").With("CORS_ORIGINS_WIDGET", "https://www.example.com,https://shop.example.com");

        var response = await application.Client().GetAsync("/widget/frame");

        Assert.That(
            Policy(response), Does.EndWith("frame-ancestors 'self' https://www.example.com https://shop.example.com https://front.example.com"));
    }

    [TestCase("Production", HttpStatusCode.Redirect)]
    [TestCase("Staging", HttpStatusCode.OK)]
    public async Task In_production_the_bare_address_leads_to_the_configured_front_end(string environment, HttpStatusCode status)
    {
        await using var application = new RagApplication().With("CLIENT_ORIGIN_URL", "https://www.example.com")
            .With(services => services.PostConfigure<ServerOptions>(server => server.Environment = environment));

        var landing = await application.Client().GetAsync("/");
        var chat = await application.Client().GetAsync("/chat");

        Assert.That(landing.StatusCode, Is.EqualTo(status));
        Assert.That(landing.Headers.Location?.OriginalString, Is.EqualTo(status == HttpStatusCode.Redirect ? "https://www.example.com" : null));
        Assert.That(chat.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_widgets_script_is_small()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        var script = await client.GetByteArrayAsync("/widget.js");

        Assert.That(script, Has.Length.LessThan(15_000));
    }

    [Test]
    public async Task What_the_api_answers_can_load_nothing_and_problems_say_so_too()
    {
        await using var application = new RagApplication();

        var found = await application.Client().GetAsync("/api/v1/health");
        var missing = await application.Client().GetAsync("/api/v1/nothing");

        await missing.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.That(Policy(found), Is.EqualTo("default-src 'none'; frame-ancestors 'none'"));
        Assert.That(Policy(missing), Is.EqualTo("default-src 'none'; frame-ancestors 'none'"));
    }

    [TestCase("/../Rag.Api.dll")]
    [TestCase("/%2e%2e/Rag.Api.dll")]
    [TestCase("/assets/..%2f..%2fRag.Api.dll")]
    [TestCase("/assets")]
    [TestCase("/nothing.html")]
    [TestCase("/index.html")]
    public async Task What_is_no_page_is_a_problem(string address)
    {
        await using var application = new RagApplication();

        var response = await application.Client().GetAsync(address);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task A_page_is_asked_for_again_and_sent_only_when_it_changed()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        var first = await client.GetAsync("/assets/base.css");

        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await client.GetAsync("/assets/base.css");

        Assert.That(first.Headers.CacheControl?.NoCache, Is.True);
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Pages_are_compressed_and_the_api_is_not()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        var page = await client.GetAsync("/assets/base.css");
        var data = await client.GetAsync("/api/v1/health");

        Assert.That(page.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "br" }));
        Assert.That(data.Content.Headers.ContentEncoding, Is.Empty);
    }

    [Test]
    public async Task Pages_do_not_count_against_a_visitors_limit()
    {
        await using var application = new RagApplication().With("RATE_LIMIT_MAX_REQUESTS", "2");
        using var client = application.Client();

        for (var visit = 0; visit < 5; visit++)
        {
            using var page = await client.GetAsync("/");
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        var data = await client.GetAsync("/api/v1/bot/config/public");
        Assert.That(data.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static string Policy(HttpResponseMessage response) => response.Headers.GetValues("Content-Security-Policy").Single();
}
