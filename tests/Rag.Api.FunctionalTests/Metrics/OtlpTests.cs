using System.Net.Http.Json;
using Rag.Api.FunctionalTests.Crash;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Metrics;

[Platform(Exclude = "Win", Reason = "Windows has no SIGTERM.")]
public sealed class OtlpTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task Traces_and_metrics_go_to_the_collector_of_the_standard_variables_without_content()
    {
        using var storage = new TemporaryFolder();
        await using var collector = await OtlpCollector.StartAsync();
        await using var model = await ScriptedModelServer.StartAsync();
        using (var application = await RunningApplication.StartAsync(
            storage.Path,
            ("OPENAI_API_KEY", "sk-test"), ("OPENAI_BASE_URL", model.BaseUrl.ToString()),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "rag-of-the-test"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500")))
        {
            using var admin = await application.SignedInAsync();
            (await admin.UploadAsync("devoluciones.pdf", SamplePdf.WithPages(
                "El plazo de devolución de los productos es de 30 días naturales desde la entrega."))).EnsureSuccessStatusCode();
            await Poll.UntilAsync(async () => (string?)(await admin.StatusAsync("devoluciones.pdf"))["status"] == "ready");
            var answer = await (await admin.PostAsJsonAsync("/api/v1/chat/stream?key=of-a-query", new { input = Question })).Content.ReadAsStringAsync();
            Assert.That(answer, Does.Contain("\"finish_reason\":\"stop\""));

            Assert.That(await application.StopAsync(), Is.Zero);
        }

        var traces = collector.Text("/v1/traces");
        var metrics = collector.Text("/v1/metrics");
        foreach (var span in (string[])["POST /api/v1/chat/stream", "retrieve", "search", "embed", "chat gpt-4o-mini", "rag-of-the-test", "GET /api/v1/pdfs/status/{filename}"])
        {
            Assert.That(traces.Contains(span, StringComparison.Ordinal), span);
        }

        foreach (var name in (string[])["rag.questions", "rag.retrieval.stage", "rag.dependency", "http.server.request.duration", "rag-of-the-test"])
        {
            Assert.That(metrics.Contains(name, StringComparison.Ordinal), name);
        }

        Assert.That(traces.Contains("/health", StringComparison.Ordinal), Is.False, "asked all the time");
        foreach (var content in (string[])["devoluciones.pdf", "plazo", "of-a-query", "sk-test"])
        {
            Assert.That((traces + metrics).Contains(content, StringComparison.Ordinal), Is.False, content);
        }
    }
}
