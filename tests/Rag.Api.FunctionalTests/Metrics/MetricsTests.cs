using System.Net.Http.Json;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Metrics;

/// <summary>Each metric of ours, seen to move. Not beside other tests: a meter is the process's.</summary>
[NonParallelizable]
public sealed class MetricsTests
{
    /// <summary>All of them, as the reader sees them.</summary>
    public static readonly IReadOnlyList<string> Ours =
    [
        "rag_questions_total", "rag_first_token_milliseconds", "rag_tokens_total", "rag_ingestions_total", "rag_ingestion_stage_seconds",
        "rag_embedding_seconds", "rag_retrieval_stage_seconds", "rag_dependency", "rag_rate_limited_total", "rag_cache_lookups_total",
        "rag_documents", "rag_ingestion_queue", "rag_vectors",
    ];

    private const string Question = "¿Cuál es el plazo de devolución?";

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel().WithMetrics()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task A_document_moves_the_metrics_of_documents()
    {
        var before = await _application.ReadMetricsAsync();

        await IndexAsync();
        var after = await _application.ReadMetricsAsync();

        Assert.That(Moved(before, after, "rag_ingestions_total", ("outcome", "ready")), Is.EqualTo(1));
        foreach (var stage in (string[])["read", "chunk", "embed", "full_text"])
        {
            Assert.That(Moved(before, after, "rag_ingestion_stage_seconds_count", ("stage", stage)), Is.EqualTo(1), stage);
        }

        Assert.That(Moved(before, after, "rag_embedding_seconds_count", ("text", "passages")), Is.GreaterThanOrEqualTo(1));
        Assert.That(before.Of("rag_documents", ("state", "ready")), Is.Zero);
        Assert.That(after.Of("rag_documents", ("state", "ready")), Is.EqualTo(1));
        Assert.That(before.Of("rag_vectors"), Is.Zero);
        Assert.That(after.Of("rag_vectors"), Is.GreaterThanOrEqualTo(1));
        Assert.That(after.Of("rag_ingestion_queue"), Is.Zero);
    }

    [Test]
    public async Task A_document_without_text_counts_as_failed()
    {
        var before = await _application.ReadMetricsAsync();
        using var admin = await _application.SignedInAsync();

        (await admin.UploadAsync("vacio.pdf", SamplePdf.WithPages(""))).EnsureSuccessStatusCode();
        await _application.SettledAsync();
        var after = await _application.ReadMetricsAsync();

        Assert.That(Moved(before, after, "rag_ingestions_total", ("outcome", "failed")), Is.EqualTo(1));
        Assert.That(after.Of("rag_documents", ("state", "failed")), Is.EqualTo(1));
    }

    [Test]
    public async Task Lookups_of_the_answer_cache_count_as_hit_or_miss()
    {
        _application.With("ENABLE_CACHE", "true");
        await IndexAsync();
        var before = await _application.ReadMetricsAsync();

        await _application.AskAsync(Question);
        await _application.AskAsync(Question);
        var after = await _application.ReadMetricsAsync();

        Assert.That(Moved(before, after, "rag_cache_lookups_total", ("outcome", "miss")), Is.EqualTo(1));
        Assert.That(Moved(before, after, "rag_cache_lookups_total", ("outcome", "hit")), Is.EqualTo(1));
    }

    [Test]
    public async Task Questions_count_by_outcome_and_their_tokens_by_model()
    {
        await IndexAsync();
        var before = await _application.ReadMetricsAsync();

        await _application.AskAsync(Question);
        await _application.AskAsync("¿Quién ganó el mundial de fútbol de 1986?");
        _model.Enqueue(ModelScript.Status(500));
        await _application.AskAsync(Question);
        var after = await _application.ReadMetricsUntilAsync(reading => Moved(before, reading, "rag_questions_total") >= 3);

        foreach (var outcome in (string[])["answered", "no_answer", "error"])
        {
            Assert.That(Moved(before, after, "rag_questions_total", ("outcome", outcome)), Is.EqualTo(1), outcome);
        }

        Assert.That(Moved(before, after, "rag_first_token_milliseconds_count"), Is.EqualTo(2), "an answer and a refusal");
        Assert.That(Moved(before, after, "rag_tokens_total", ("model", "gpt-4o-mini"), ("kind", "completion")), Is.EqualTo(9));
        Assert.That(Moved(before, after, "rag_tokens_total", ("model", "gpt-4o-mini"), ("kind", "prompt")), Is.GreaterThanOrEqualTo(120));
        Assert.That(Moved(before, after, "rag_embedding_seconds_count", ("text", "question")), Is.EqualTo(3));
        Assert.That(after.Text, Does.Not.Contain("plazo").And.Not.Contain("mundial").And.Not.Contain("@").And.Not.Contain("manual.pdf").And.Not.Contain("sk-"));
    }

    [Test]
    public async Task A_visitor_who_leaves_counts_as_cancelled()
    {
        await IndexAsync();
        var before = await _application.ReadMetricsAsync();
        var gate = new ModelGate();
        _model.Enqueue(ModelScript.Tokens("El plazo ", gate, "nunca"));
        using var visitor = _application.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream") { Content = JsonContent.Create(new { input = Question }) };
        var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await gate.Reached;

        response.Dispose();
        var after = await _application.ReadMetricsUntilAsync(reading => Moved(before, reading, "rag_questions_total", ("outcome", "cancelled")) >= 1);

        Assert.That(Moved(before, after, "rag_questions_total"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_runtime_is_seen_too()
    {
        var reading = await _application.ReadMetricsAsync();

        Assert.That(reading.Names, Has.Some.StartsWith("dotnet_process_memory").And.Some.StartsWith("dotnet_gc_"));
    }

    private static double Moved(MetricsReading before, MetricsReading after, string name, params (string, string)[] labels) =>
        after.Of(name, labels) - before.Of(name, labels);

    private async Task IndexAsync()
    {
        using var admin = await _application.SignedInAsync();
        (await admin.UploadAsync("manual.pdf", SamplePdf.Manual())).EnsureSuccessStatusCode();
        await _application.SettledAsync();
    }
}
