using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Metrics;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Embeddings;

/// <summary>EMBEDDING_MODEL=openai:… against a server that speaks the protocol, over HTTP on both sides.</summary>
public sealed class OpenAiEmbeddingTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";
    private const string Key = "sk-secret-of-the-test";

    private RagApplication _application = null!;
    private readonly TemporaryFolder _storage = new();
    private ScriptedModelServer _provider = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _provider = await ScriptedModelServer.StartAsync();
        _application = With(new RagApplication());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _provider.DisposeAsync();

        // Last: an index that is open in it is closed with the application.
        _storage.Dispose();
    }

    [Test]
    public async Task Documents_are_embedded_in_batches_and_questions_are_answered_from_them()
    {
        _application.With("EMBEDDING_BATCH_SIZE", "2");
        await LoadedAsync();
        var learning = _provider.EmbeddingRequests.Count;

        await IndexAsync();
        var events = await _application.AskAsync(Question);

        Assert.That(events.FinishReason(), Is.EqualTo("stop"));
        Assert.That(events.Pages()[0], Is.EqualTo(3));
        Assert.That(learning, Is.EqualTo(1), "one request tells the length and the scale of the vectors");
        var requests = _provider.EmbeddingRequests.Skip(learning).ToList();
        Assert.That(requests.Select(request => request.Json.GetProperty("input").GetArrayLength()), Has.All.LessThanOrEqualTo(2).And.Some.EqualTo(2));
        Assert.That(requests.Select(request => request.Json.GetProperty("model").GetString()), Is.All.EqualTo("text-embedding-3-small"));
        Assert.That(requests.Select(request => request.Headers["Authorization"]), Is.All.EqualTo($"Bearer {Key}"));
        using var admin = await _application.SignedInAsync();
        var store = (await admin.RagStatusAsync())["vector_store"]!;
        Assert.That((int)store["dimension"]!, Is.EqualTo(_provider.EmbeddingDimension));
        Assert.That((string?)store["model"], Is.EqualTo("openai:text-embedding-3-small"));
        var vector = await _application.Services.GetRequiredService<Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>>()
            .GenerateAsync(["uno dos tres"], RoleEmbeddingOptions.Query);
        Assert.That(vector[0].Vector.ToArray().Sum(part => part * part), Is.EqualTo(1).Within(1e-5), "unit length, whatever the provider sends");
    }

    [Test]
    public async Task A_question_about_something_else_is_refused_on_the_measured_scale()
    {
        await LoadedAsync();
        await IndexAsync();

        var events = await _application.AskAsync("¿Quién ganó el mundial de fútbol de 2010?");

        Assert.That(events.FinishReason(), Is.EqualTo("no_answer"));
        Assert.That(_provider.Requests, Is.Empty, "no answer was asked for");
    }

    [Test]
    public async Task A_server_that_sends_numbers_and_not_base64_will_do()
    {
        _provider.PacksEmbeddings = false;
        await LoadedAsync();
        await IndexAsync();

        var events = await _application.AskAsync(Question);

        Assert.That(events.FinishReason(), Is.EqualTo("stop"));
        Assert.That(events.Pages()[0], Is.EqualTo(3));
    }

    // A meter belongs to the whole process.
    [Test, NonParallelizable]
    public async Task Tokens_are_counted_as_the_provider_counts_them()
    {
        _application.WithMetrics();
        await LoadedAsync();
        await IndexAsync();
        var before = await _application.ReadMetricsAsync();

        await _application.AskAsync(Question);
        var after = await _application.ReadMetricsAsync();

        (string, string)[] labels = [("model", "text-embedding-3-small"), ("kind", "embedding")];
        Assert.That(after.Of("rag_tokens_total", labels) - before.Of("rag_tokens_total", labels), Is.EqualTo(1));
    }

    [Test]
    public async Task A_question_asked_again_costs_no_second_embedding()
    {
        await LoadedAsync();
        await IndexAsync();
        var before = _provider.EmbeddingRequests.Count;

        var first = await _application.AskAsync(Question);
        var again = await _application.AskAsync(Question);

        Assert.That(again.Pages(), Is.EqualTo(first.Pages()));
        Assert.That(_provider.EmbeddingRequests, Has.Count.EqualTo(before + 1));
    }

    [TestCase(503, "embedder_unavailable")]
    [TestCase(429, "embedder_busy")]
    [TestCase(401, "embedder_unauthorized")]
    public async Task A_provider_that_fails_is_an_error_with_a_code_and_none_of_its_words(int status, string code)
    {
        await LoadedAsync();
        await IndexAsync();
        _provider.Embeddings = ModelScript.Status(status, TimeSpan.FromSeconds(20));
        using var admin = await _application.SignedInAsync();

        var events = await WhileTimePassesAsync(_application.AskAsync(Question));
        using var debug = await WhileTimePassesAsync(admin.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = Question }));

        Assert.That((string?)events.Single("error")["code"], Is.EqualTo(code));
        var problem = await debug.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, code);
        Assert.That(events.Single("error").ToJsonString() + problem.ToJsonString() + _application.Log.Text, Does.Not.Contain("upstream").And.Not.Contain(Key));
        Assert.That(debug.Headers.RetryAfter?.Delta, Is.EqualTo(status == 429 ? TimeSpan.FromSeconds(20) : (TimeSpan?)null));
        var ready = await ReadyAsync();
        Assert.That((string?)ready["checks"]!["embedder"]!["status"], Is.EqualTo("degraded"));
        Assert.That((string?)ready["checks"]!["embedder"]!["detail"], Does.Contain(code));
    }

    [Test]
    public async Task A_provider_that_does_not_answer_a_question_is_given_up_after_ten_seconds_and_not_asked_again()
    {
        await LoadedAsync();
        await IndexAsync();
        _provider.Embeddings = ModelScript.Silence();
        var before = _provider.EmbeddingRequests.Count;

        var asking = _application.AskAsync(Question);
        await Poll.UntilAsync(() => Task.FromResult(_provider.EmbeddingRequests.Count > before));
        _application.Time.Advance(TimeSpan.FromSeconds(10));
        var events = await asking.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That((string?)events.Single("error")["code"], Is.EqualTo("embedder_unavailable"));
        Assert.That(_provider.EmbeddingRequests, Has.Count.EqualTo(before + 1));
    }

    [Test]
    public async Task A_document_outlives_an_outage_and_waits_as_long_as_the_provider_asks()
    {
        await LoadedAsync();
        _provider.EnqueueEmbeddings(ModelScript.Status(503), ModelScript.Status(429, TimeSpan.FromSeconds(40)), ModelScript.Status(500));
        var before = _application.Time.GetUtcNow();

        // Not before the first call: the clock would also run out for the reading of the PDF.
        var indexing = IndexAsync();
        await Poll.UntilAsync(() => Task.FromResult(_provider.EmbeddingRequests.Count > 1));
        await WhileTimePassesAsync(indexing);

        using var admin = await _application.SignedInAsync();
        Assert.That((string?)(await admin.StatusAsync("manual.pdf"))["status"], Is.EqualTo("ready"));
        Assert.That(_application.Time.GetUtcNow() - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(40)));
    }

    [TestCase(401, "embedder_unauthorized")]
    [TestCase(404, "embedder_unknown_model")]
    [TestCase(503, "embedder_unavailable")]
    public async Task What_keeps_the_model_from_being_used_is_said_where_people_look_and_gone_when_it_is(int status, string code)
    {
        _provider.Embeddings = ModelScript.Status(status);
        using var visitor = _application.Client();
        await WhileTimePassesAsync(Poll.UntilAsync(() => Task.FromResult(_application.Log.Text.Contains($"\"{code}\"", StringComparison.Ordinal))));

        var ready = await ReadyAsync(HttpStatusCode.ServiceUnavailable);
        using var refused = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = Question });
        _provider.Embeddings = null;
        await WhileTimePassesAsync(LoadedAsync());

        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, code);
        Assert.That((string?)ready["checks"]!["embedder"]!["status"], Is.EqualTo("unhealthy"));
        Assert.That((string?)ready["checks"]!["embedder"]!["detail"], Does.Contain(code));
        Assert.That(_application.Log.Text, Does.Contain("\"openai:text-embedding-3-small\" cannot be used").And.Not.Contain(Key).And.Not.Contain("upstream"));
        Assert.That((string?)(await ReadyAsync())["checks"]!["embedder"]!["status"], Is.EqualTo("healthy"));
    }

    [Test]
    public async Task Vectors_of_two_models_are_never_mixed()
    {
        _application.With("STORAGE_DIR", _storage.Path);
        await LoadedAsync();
        await IndexAsync();
        await _application.DisposeAsync();
        _application = With(new RagApplication()).With("STORAGE_DIR", _storage.Path).With("EMBEDDING_MODEL", "openai:another-model");
        await LoadedAsync();

        var ready = await ReadyAsync();
        var before = _provider.EmbeddingRequests.Count;
        await _application.AskAsync(Question);

        Assert.That((string?)ready["status"], Is.EqualTo("degraded"));
        Assert.That((string?)ready["checks"]!["vector_store"]!["detail"], Does.Contain("openai:text-embedding-3-small").And.Contain("openai:another-model"));
        Assert.That(_provider.EmbeddingRequests.Skip(before).Select(request => request.Body), Is.Not.Empty.And.All.Contain("text-embedding-3-small"));
    }

    [Test]
    public async Task A_provider_that_changes_the_model_behind_the_name_is_refused()
    {
        await LoadedAsync();
        await IndexAsync();
        _provider.EmbeddingDimension = 32;

        var events = await _application.AskAsync(Question);

        Assert.That((string?)events.Single("error")["code"], Is.EqualTo("embedder_changed"));
    }

    private RagApplication With(RagApplication application) => application.WithOwnEmbedder()
        .With("EMBEDDING_MODEL", "openai:text-embedding-3-small")
        .With("OPENAI_API_KEY", Key).With("OPENAI_BASE_URL", _provider.BaseUrl.ToString());

    private async Task LoadedAsync()
    {
        _ = _application.Address;
        await _application.Services.GetRequiredService<IEmbeddingModel>().WhenLoadedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task IndexAsync()
    {
        using var admin = await _application.SignedInAsync();
        (await admin.UploadAsync("manual.pdf", SamplePdf.Manual())).EnsureSuccessStatusCode();
        await _application.SettledAsync();
    }

    private async Task<JsonObject> ReadyAsync(HttpStatusCode status = HttpStatusCode.OK)
    {
        using var monitor = _application.Client();

        // What was found is kept for a while.
        _application.Time.Advance(TimeSpan.FromSeconds(6));
        var response = await monitor.GetAsync("/api/v1/health/ready");
        Assert.That(response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Lets the application's clock run, a second at a time, until this is done.</summary>
    private async Task<T> WhileTimePassesAsync<T>(Task<T> work)
    {
        await WhileTimePassesAsync((Task)work);
        return await work;
    }

    private async Task WhileTimePassesAsync(Task work)
    {
        await Poll.UntilAsync(() =>
        {
            if (!work.IsCompleted)
            {
                _application.Time.Advance(TimeSpan.FromSeconds(1));
            }

            return Task.FromResult(work.IsCompleted);
        });
        await work;
    }
}
