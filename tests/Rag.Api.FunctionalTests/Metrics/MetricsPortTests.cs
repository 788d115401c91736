using System.Net;
using System.Net.Http.Json;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Metrics;

/// <summary>Where metrics are read. Not beside other tests: a meter is the process's, so that one application would show another's.</summary>
[NonParallelizable]
public sealed class MetricsPortTests
{
    [Test]
    public async Task The_metrics_are_text_on_their_own_port_and_nothing_on_the_others()
    {
        await using var application = new RagApplication().WithMetrics();
        using var reader = application.MetricsClient();
        using var client = application.Client();

        using var metrics = await reader.GetAsync("/metrics");
        using var elsewhere = await client.GetAsync("/metrics");

        Assert.That(application.MetricsAddress, Is.Not.EqualTo(application.Address));
        Assert.That(application.MetricsAddress.Host, Is.EqualTo("127.0.0.1"), "HOST");
        Assert.That(metrics.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(metrics.Content.Headers.ContentType!.ToString(), Does.StartWith("text/plain").And.Contain("version=0.0.4"));
        await elsewhere.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [TestCase("GET", "/api/v1/health")]
    [TestCase("GET", "/api/v1/health/ready")]
    [TestCase("POST", "/api/v1/auth/login")]
    [TestCase("GET", "/swagger/index.html")]
    [TestCase("GET", "/metrics/more")]
    [TestCase("GET", "/")]
    [TestCase("POST", "/metrics")]
    public async Task The_port_of_the_metrics_answers_nothing_else(string method, string path)
    {
        await using var application = new RagApplication().WithMetrics();
        using var reader = application.MetricsClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        // As a client that wants to be taken for one of the other port.
        request.Headers.Host = application.Address.Authority;
        using var response = await reader.SendAsync(request);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task Without_metrics_there_is_no_second_port()
    {
        await using var application = new RagApplication().With("ENABLE_METRICS", "false").With("METRICS_PORT", "0");

        Assert.That(application.MetricsAddress, Is.EqualTo(application.Address));
    }

    [Test]
    public async Task Requests_are_counted_by_template_method_and_status_and_never_by_path()
    {
        await using var application = new RagApplication().WithMetrics();
        using var admin = await application.SignedInAsync();
        var before = await application.ReadMetricsAsync();

        using var first = await admin.GetAsync("/api/v1/pdfs/status/secreto-uno.pdf");
        using var second = await admin.GetAsync("/api/v1/pdfs/status/secreto-dos.pdf?x=secreto-tres");
        using var nowhere = await admin.GetAsync("/api/v1/secreto-cuatro");
        using var invented = await admin.SendAsync(new HttpRequestMessage(new HttpMethod("SECRETO"), "/api/v1/health"));
        (string, string)[] status = [("http_route", "api/v1/pdfs/status/{filename}"), ("http_request_method", "GET"), ("http_response_status_code", "404")];
        var after = await application.ReadMetricsUntilAsync(reading =>
            Count(reading, ("http_request_method", "_OTHER")) > Count(before, ("http_request_method", "_OTHER")));

        Assert.That(Count(after, status) - Count(before, status), Is.EqualTo(2));
        Assert.That(after.Text, Does.Not.Contain("secreto").IgnoreCase);
        Assert.That(after.Text, Does.Not.Contain("/metrics"));
    }

    [Test]
    public async Task A_request_too_many_is_counted_by_its_class_of_routes()
    {
        await using var application = new RagApplication().WithMetrics().With("RATE_LIMIT_LOGIN_MAX_REQUESTS", "1");
        using var client = application.Client();
        var before = await application.ReadMetricsAsync();

        using var first = await client.PostAsJsonAsync("/api/v1/auth/login", new { });
        using var second = await client.PostAsJsonAsync("/api/v1/auth/login", new { });
        var after = await application.ReadMetricsAsync();

        Assert.That(
            after.Of("rag_rate_limited_total", ("routes", "login")) - before.Of("rag_rate_limited_total", ("routes", "login")), Is.EqualTo(1));
    }

    [Test]
    public async Task The_page_on_metrics_names_all_of_ours_and_no_other()
    {
        var page = await File.ReadAllTextAsync(RepositoryFiles.Find("docs/metrics.md"));
        var documented = page.Split('`').Where(word => word.StartsWith("rag_", StringComparison.Ordinal)).Distinct();

        Assert.That(documented, Is.EquivalentTo(MetricsTests.Ours));
    }

    private static double Count(MetricsReading reading, params (string, string)[] labels) => reading.Of("http_server_request_duration_seconds_count", labels);
}
