using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>What calls to the scripted model cost; it counts 120 tokens of a prompt and 9 of an answer.</summary>
public sealed class UsageTests
{
    private const string Usage = "/api/v1/chat/usage";
    private const string Question = "¿Cuál es el plazo de devolución?";

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartModelAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString())
            .With("MODEL_PRICES", """{"gpt-4o-mini": {"prompt": 0.15, "completion": 0.6}}""");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task Every_answer_is_in_it_by_day_model_and_conversation_with_its_cost()
    {
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();
        await _application.AskAsync(Question, conversation);
        await _application.AskAsync(Question);

        var byDay = await ReadAsync(admin, "?by=day");
        var byModel = await ReadAsync(admin, "?by=model");
        var byConversation = await ReadAsync(admin, "?by=conversation");

        var day = byDay["items"]!.AsArray().Single()!;
        Assert.That((string?)day["key"], Is.EqualTo($"{A.Time.UtcDateTime:yyyy-MM-dd}"));
        Assert.That(
            ((int?)day["calls"], (int?)day["prompt_tokens"], (int?)day["completion_tokens"], (int?)day["total_tokens"]), Is.EqualTo((2, 240, 18, 258)));
        Assert.That(((decimal?)day["cost_usd"], (int?)day["estimated_tokens"]), Is.EqualTo((0.000047m, 0)));
        Assert.That((string?)byModel["items"]!.AsArray().Single()!["key"], Is.EqualTo("gpt-4o-mini"));
        Assert.That(byConversation["items"]!.AsArray().Select(item => (string?)item!["key"]), Does.Contain(conversation.ToString()).And.Exactly(2).Items);
        Assert.That(new[] { byDay, byModel, byConversation }.Select(report => (int?)report["total"]!["total_tokens"]), Is.All.EqualTo(258));
        Assert.That(byDay["budget"]!["daily_tokens"], Is.Null);
    }

    [Test]
    public async Task An_answer_whose_reader_left_and_one_without_usage_are_counted_here_and_marked()
    {
        using var admin = await IndexAsync();
        _model.Enqueue(ModelScript.WithoutUsage("El plazo es de 30 días [1]."));
        await _application.AskAsync(Question);
        var whole = await ReadAsync(admin);
        var gate = new ModelGate();
        _model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
        using var visitor = _application.Client();
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream") { Content = JsonContent.Create(new { input = Question }) };
        using var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);

        await gate.Reached;
        await leaving.CancelAsync();
        response.Dispose();
        var cut = whole;
        await Poll.UntilAsync(async () => (int?)(cut = await ReadAsync(admin))["total"]!["calls"] == 2);

        Assert.That((int?)whole["total"]!["prompt_tokens"], Is.InRange(300, 3000));
        Assert.That((int?)whole["total"]!["completion_tokens"], Is.InRange(8, 14));
        Assert.That(cut["total"]!["estimated_tokens"]!.ToJsonString(), Is.EqualTo(cut["total"]!["total_tokens"]!.ToJsonString()));
        Assert.That((int?)cut["total"]!["prompt_tokens"], Is.EqualTo(2 * (int?)whole["total"]!["prompt_tokens"]));
    }

    [Test]
    public async Task A_call_that_the_provider_refused_cost_nothing()
    {
        using var admin = await IndexAsync();
        _model.Enqueue(ModelScript.Status(401));

        await _application.AskAsync(Question);

        Assert.That((int?)(await ReadAsync(admin))["total"]!["calls"], Is.Zero);
    }

    [Test]
    public async Task After_the_days_budget_answers_quote_the_documents_and_say_so_until_the_next_day()
    {
        _application.With("DAILY_TOKEN_BUDGET", "129");
        using var admin = await IndexAsync();

        var first = await _application.AskAsync(Question);
        var second = await _application.AskAsync(Question);
        var english = await _application.AskAsync("What is the deadline for returns of products?");
        var budget = (await ReadAsync(admin))["budget"]!;
        _application.Time.Advance(TimeSpan.FromDays(1));
        var tomorrow = await _application.AskAsync(Question);

        Assert.That((string?)first.Single("meta")["model"], Is.EqualTo("gpt-4o-mini"));
        Assert.That((string?)second.Single("meta")["model"], Is.EqualTo("local"));
        Assert.That(second.Text(), Does.StartWith("El asistente ha llegado a su límite de uso de hoy").And.Contain("30 días").And.Contain("[1]"));
        Assert.That((int?)second.Single("usage")["total_tokens"], Is.Zero);
        Assert.That(english.Text(), Does.StartWith("The assistant has reached its usage limit for today").Or.StartWith("I found nothing"));
        Assert.That(((int?)budget["daily_tokens"], (int?)budget["spent_today"], (bool?)budget["is_spent"]), Is.EqualTo((129, 129, true)));
        Assert.That((string?)tomorrow.Single("meta")["model"], Is.EqualTo("gpt-4o-mini"));
        Assert.That(_model.Requests, Has.Count.EqualTo(2));
    }

    [TestCase("?by=week", "by")]
    [TestCase("?from=yesterday", "from")]
    [TestCase("?from=2026-03-02&to=2026-03-01", "from")]
    public async Task What_cannot_be_read_is_named(string query, string field)
    {
        using var admin = await _application.SignedInAsync();

        var problem = await (await admin.GetAsync(Usage + query)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");

        Assert.That(problem.ToJsonString(), Does.Contain(field));
    }

    private static async Task<JsonObject> ReadAsync(HttpClient admin, string query = "") => (await admin.GetFromJsonAsync<JsonObject>(Usage + query))!;

    private async Task<HttpClient> IndexAsync()
    {
        var admin = await _application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
        return admin;
    }
}
