using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>Questions that need the conversation before them, over documents where two topics are far apart.</summary>
public sealed class FollowUpTests
{
    private const string First = "¿Cuál es el horario de la piscina municipal en verano?";
    private const string FollowUp = "¿Y el fin de semana?";
    private const string Completed = "¿Cuál es el horario de la piscina municipal el fin de semana?";

    private static readonly string[] Pages =
    [
        "La piscina municipal abre en verano de lunes a viernes de 10:00 a 20:30. Los sábados y domingos, la piscina municipal abre de 11:00 a 21:45.",
        "El autobús de la línea 7 pasa cada quince minutos. Durante el fin de semana el autobús de la línea 7 pasa cada cuarenta minutos.",
        "La biblioteca presta hasta seis libros por persona durante tres semanas. El retraso en la devolución se sanciona con dos días por libro.",
    ];

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartModelAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel().With("RETRIEVAL_K", "1");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task Without_a_model_the_topic_comes_from_the_visitors_questions_before()
    {
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();

        await _application.AskAsync(First, conversation);
        var second = await _application.AskAsync(FollowUp, conversation);
        var alone = await _application.AskAsync(FollowUp);

        Assert.That(second.Pages(), Is.EqualTo(new[] { 1 }));
        Assert.That(second.Text(), Does.Contain("21:45"));
        Assert.That(alone.Text(), Does.Not.Contain("21:45"));
        var trace = await TraceAsync(admin, second);
        Assert.That((string?)trace["question"], Is.EqualTo(FollowUp));
        Assert.That((string?)trace["searched_for"], Does.StartWith(FollowUp).And.Contain("horario de la piscina municipal"));
        Assert.That(trace["timings"]!.AsObject().ContainsKey("complete"));
    }

    [Test]
    public async Task A_question_that_names_its_topic_is_looked_for_as_it_is_in_any_conversation()
    {
        const string Complete = "¿Cuántos libros presta la biblioteca por persona?";
        WithModel();
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();

        await _application.AskAsync(First, conversation);
        var second = await _application.AskAsync(Complete, conversation);

        Assert.That((string?)(await TraceAsync(admin, second))["searched_for"], Is.EqualTo(Complete));
        Assert.That(_model.CompletionRequests, Is.Empty);
    }

    [Test]
    public async Task The_model_completes_a_question_only_with_a_conversation_before_it_and_its_words_decide_what_is_found()
    {
        WithModel();
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();
        _model.EnqueueCompletions(ModelScript.Whole("\n  «¿Cuántos libros presta la biblioteca\na cada persona?»\n"));

        await _application.AskAsync("¿Y eso?");
        await _application.AskAsync(First, conversation);
        var before = _model.CompletionRequests.Count;
        var second = await _application.AskAsync(FollowUp, conversation);

        Assert.That(before, Is.Zero);
        var request = _model.CompletionRequests.Single();
        Assert.That(request.Question, Is.EqualTo(FollowUp));
        Assert.That(request.Messages[1].Content, Does.Contain($"<message from=\"visitor\">{First}</message>").And.Contain("from=\"assistant\""));
        Assert.That(second.Pages(), Is.EqualTo(new[] { 3 }));
        Assert.That(string.Concat(second.Select(item => item.Content.ToJsonString())), Does.Not.Contain("a cada persona"));
        Assert.That(_model.Requests[^1].Question, Is.EqualTo(FollowUp));
        Assert.That((string?)(await TraceAsync(admin, second))["searched_for"], Is.EqualTo("¿Cuántos libros presta la biblioteca a cada persona?"));
    }

    [Test]
    public async Task A_model_that_fails_or_answers_with_no_question_leaves_it_to_the_rules()
    {
        WithModel();
        using var admin = await IndexAsync();
        ModelScript[] useless =
        [
            ModelScript.Status(500), ModelScript.Whole(" \n "), ModelScript.Whole(string.Concat(Enumerable.Repeat("piscina ", 200))),
            ModelScript.Whole("¿Cuál es", finishReason: "length"), ModelScript.Garbage("{", "application/json"),
        ];

        foreach (var script in useless)
        {
            var conversation = RandomIds.NewKey();
            await _application.AskAsync(First, conversation);
            _model.EnqueueCompletions(script);

            var second = await _application.AskAsync(FollowUp, conversation);

            Assert.That((string?)(await TraceAsync(admin, second))["searched_for"], Does.StartWith(FollowUp).And.Contain("piscina municipal"));
            Assert.That(second.FinishReason(), Is.EqualTo("stop"));
        }
    }

    [Test]
    public async Task A_model_that_is_late_leaves_it_to_the_rules_and_what_it_cost_is_counted()
    {
        WithModel();
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();
        await _application.AskAsync(First, conversation);
        var gate = new ModelGate();
        _model.EnqueueCompletions(ModelScript.Silence(gate));

        var asking = _application.AskAsync(FollowUp, conversation);
        await gate.Reached;
        _application.Time.Advance(TimeSpan.FromSeconds(4));
        var second = await asking;

        Assert.That(second.Pages(), Is.EqualTo(new[] { 1 }));
        var usage = await UsageAsync(admin);
        Assert.That((int?)usage["calls"], Is.EqualTo(3));
        Assert.That((int?)usage["estimated_tokens"], Is.Positive);
    }

    [Test]
    public async Task The_ledger_counts_the_call_for_its_conversation()
    {
        WithModel();
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();
        _model.EnqueueCompletions(ModelScript.Whole(Completed));

        await _application.AskAsync(First, conversation);
        await _application.AskAsync(FollowUp, conversation);

        var usage = await UsageAsync(admin, "?by=conversation");
        Assert.That(((int?)usage["calls"], (int?)usage["total_tokens"]), Is.EqualTo((3, 129 + 45 + 129)));
    }

    [Test]
    public async Task No_call_is_made_once_the_days_budget_is_spent()
    {
        WithModel().With("DAILY_TOKEN_BUDGET", "129");
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();

        await _application.AskAsync(First, conversation);
        var second = await _application.AskAsync(FollowUp, conversation);

        Assert.That(_model.CompletionRequests, Is.Empty);
        Assert.That((string?)second.Single("meta")["model"], Is.EqualTo("local"));
        Assert.That(second.Text(), Does.Contain("21:45"));
    }

    [Test]
    public async Task The_same_follow_up_in_another_conversation_is_another_answer_and_in_an_equal_one_the_same()
    {
        WithModel().With("ENABLE_CACHE", "true");
        using var admin = await IndexAsync();
        foreach (var first in new[] { First, First, "¿Cada cuánto pasa el autobús de la línea 7?" })
        {
            var conversation = RandomIds.NewKey();
            await _application.AskAsync(first, conversation);
            await _application.AskAsync(FollowUp, conversation);
        }

        Assert.That(_model.Requests.Count(request => request.Question == FollowUp), Is.EqualTo(2));
    }

    private RagApplication WithModel() =>
        _application.With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString());

    private static async Task<JsonObject> TraceAsync(HttpClient admin, List<ChatEvent> answer) =>
        (await admin.GetFromJsonAsync<JsonObject>($"/api/v1/chat/trace/{(string?)answer.Single("done")["message_id"]}"))!;

    private static async Task<JsonObject> UsageAsync(HttpClient admin, string query = "") =>
        (await admin.GetFromJsonAsync<JsonObject>("/api/v1/chat/usage" + query))!["total"]!.AsObject();

    private async Task<HttpClient> IndexAsync()
    {
        var admin = await _application.SignedInAsync();
        await admin.UploadAsync("ciudad.pdf", SamplePdf.WithPages(Pages));
        await _application.SettledAsync();
        return admin;
    }
}
