using System.Net.Http.Json;
using Serilog.Events;

namespace Rag.Api.FunctionalTests.Logging;

public sealed class LoggingTests
{
    [TestCase("abc_1.2-X")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456X")]
    public async Task A_good_request_id_is_kept(string id)
    {
        await using var application = new RagApplication();

        var answered = await SendAsync(application, id);

        Assert.That(answered, Is.EqualTo(id));
    }

    [TestCase("")]
    [TestCase("with space")]
    [TestCase("a/b")]
    [TestCase("a;b")]
    [TestCase("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567X")]
    public async Task Any_other_request_id_is_replaced(string id)
    {
        await using var application = new RagApplication();

        var answered = await SendAsync(application, id);

        Assert.That(Guid.TryParse(answered, out _), Is.True);
    }

    [Test]
    public async Task The_request_id_stands_in_every_line_of_the_request()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        client.DefaultRequestHeaders.Add("X-Request-ID", "my-request");

        await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "nobody@example.com", password = "x" });
        await application.Log.RequestLineAsync("api/v1/auth/login");

        var lines = application.Log.Entries.Where(entry => entry.Properties.TryGetValue("RequestId", out var id) && id.ToString() == "\"my-request\"");
        Assert.That(lines.Count(), Is.EqualTo(2), "the refusal and the request");
    }

    [Test]
    public async Task One_line_a_request_with_the_routes_template_and_neither_path_nor_query()
    {
        await using var application = new RagApplication().WithProbes().With("LOG_LEVEL", "DEBUG");

        await application.Client().GetAsync("/api/v1/probe/things/2?token=sesame");
        var line = await application.Log.RequestLineAsync("api/v1/probe/things/{id:int}");

        Assert.That(line.Level, Is.EqualTo(LogEventLevel.Information));
        Assert.That(line.Properties["Method"].ToString(), Is.EqualTo("\"GET\""));
        Assert.That(line.Properties["StatusCode"].ToString(), Is.EqualTo("409"));
        Assert.That(application.Log.Text, Does.Not.Contain("sesame").And.Not.Contain("things/2"));
    }

    [Test]
    public async Task An_unhandled_exception_keeps_its_route_in_the_line()
    {
        await using var application = new RagApplication().WithProbes();

        await application.Client().GetAsync("/api/v1/probe/things/6");
        var line = await application.Log.RequestLineAsync("api/v1/probe/things/{id:int}");

        Assert.That(line.Properties["StatusCode"].ToString(), Is.EqualTo("500"));
    }

    [Test]
    public async Task Health_is_logged_for_debugging_only()
    {
        await using var application = new RagApplication().With("LOG_LEVEL", "DEBUG");

        await application.Client().GetAsync("/api/v1/health");
        var line = await application.Log.RequestLineAsync("api/v1/health");

        Assert.That(line.Level, Is.EqualTo(LogEventLevel.Debug));
    }

    [Test]
    public async Task The_log_level_is_in_force()
    {
        await using var application = new RagApplication().WithProbes().With("LOG_LEVEL", "error");

        await application.Client().GetAsync("/api/v1/probe/page");
        await application.Client().GetAsync("/api/v1/probe/things/6");

        Assert.That(application.Log.Entries.Select(entry => entry.Level), Is.EqualTo(new[] { LogEventLevel.Error }));
    }

    [Test]
    public async Task The_prompt_is_in_no_log()
    {
        await using var application = new RagApplication().With("SYSTEM_PROMPT", "Habla como un pirata.").With("UI_PROMPT_EXTRA", "Sé breve.");
        application.StartServer();

        Assert.That(application.Log.Text, Does.Contain("SYSTEM_PROMPT = (text of 21 characters)"));
        Assert.That(application.Log.Text, Does.Not.Contain("pirata").And.Not.Contain("breve"));
    }

    [Test]
    public async Task The_configuration_in_force_is_logged_without_its_secrets()
    {
        await using var application = new RagApplication().With("OPENAI_API_KEY", "sk-very-secret").With("RETRIEVAL_K", "7");
        application.StartServer();

        Assert.That(application.Log.Text, Does.Contain("RETRIEVAL_K = 7 (command line)").And.Contain("OPENAI_API_KEY = ********"));
        Assert.That(
            application.Log.Text,
            Does.Not.Contain("sk-very-secret").And.Not.Contain(RagApplication.JwtSecret).And.Not.Contain(RagApplication.Password));
    }

    private static async Task<string> SendAsync(RagApplication application, string id)
    {
        using var client = application.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-ID", id);
        var response = await client.GetAsync("/api/v1/health");
        return response.Headers.GetValues("X-Request-ID").Single();
    }
}
