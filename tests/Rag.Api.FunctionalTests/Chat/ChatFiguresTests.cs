using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>Days, unanswered questions and traces over HTTP, with LOCAL answers from real retrieval.</summary>
public sealed class ChatFiguresTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";
    private const string OffTopic = "¿Quién ganó el mundial de fútbol de 2010?";

    private RagApplication _application = null!;

    [SetUp]
    public void Open() => _application = new RagApplication().WithRealModel();

    [TearDown]
    public async Task CloseAsync() => await _application.DisposeAsync();

    [Test]
    public async Task A_row_a_day_with_the_days_without_a_question()
    {
        using var admin = await IndexAsync();
        await _application.AskAsync(Question);
        _application.Time.Advance(TimeSpan.FromDays(2));
        using var later = await _application.SignedInAsync();
        await _application.AskAsync(OffTopic);

        var stats = (await later.GetFromJsonAsync<JsonObject>("/api/v1/chat/stats/daily?days=4"))!;
        var rows = stats["items"]!.AsArray();

        Assert.That(rows.Select(row => (string?)row!["day"]), Is.EqualTo(
            Enumerable.Range(-1, 4).Select(day => $"{A.Time.AddDays(day).UtcDateTime:yyyy-MM-dd}")));
        Assert.That(rows.Select(row => (int?)row!["total_queries"]), Is.EqualTo(new[] { 0, 1, 0, 1 }));
        Assert.That(rows.Select(row => (int?)row!["answered"]), Is.EqualTo(new[] { 0, 1, 0, 0 }));
        Assert.That(rows.Select(row => (int?)row!["no_answer"]), Is.EqualTo(new[] { 0, 0, 0, 1 }));
        Assert.That(rows.Select(row => (int?)row!["total_pdfs"]), Is.EqualTo(new[] { 0, 1, 1, 1 }));
        Assert.That((await later.GetFromJsonAsync<JsonObject>("/api/v1/chat/stats/daily"))!["items"]!.AsArray(), Has.Count.EqualTo(30));
    }

    [Test]
    public async Task Refused_questions_are_grouped_by_likeness()
    {
        using var admin = await IndexAsync();
        await _application.AskAsync(OffTopic);
        await _application.AskAsync("quien gano el MUNDIAL de futbol del 2010");
        await _application.AskAsync("¿Cómo se cultivan tomates en invierno?");
        await _application.AskAsync(Question);

        var first = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/chat/unanswered?limit=1"))!;
        var rest = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/chat/unanswered?skip=1"))!;

        Assert.That(((int?)first["total"], (int?)first["questions"]), Is.EqualTo((2, 3)));
        var group = first["items"]!.AsArray().Single()!;
        Assert.That(((int?)group["count"], (string?)group["question"]), Is.EqualTo((2, "quien gano el MUNDIAL de futbol del 2010")));
        Assert.That((string?)group["examples"]!.AsArray().Single(), Is.EqualTo(OffTopic));
        Assert.That((string?)rest["items"]!.AsArray().Single()!["question"], Does.Contain("tomates"));
    }

    [Test]
    public async Task A_trace_tells_how_an_answer_came_about_and_goes_with_its_conversation()
    {
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();
        var answer = await _application.AskAsync(Question, conversation);
        var refused = await _application.AskAsync(OffTopic, conversation);

        var trace = (await admin.GetFromJsonAsync<JsonObject>(TraceOf(answer)))!;
        var noAnswer = (await admin.GetFromJsonAsync<JsonObject>(TraceOf(refused)))!;
        var deleted = await admin.DeleteAsync($"/api/v1/chat/conversations/{conversation}");

        Assert.That(((string?)trace["question"], (string?)trace["model"], (bool?)trace["answerable"]), Is.EqualTo((Question, "local", true)));
        Assert.That((string?)trace["conversation_id"], Is.EqualTo(conversation.ToString()));
        Assert.That((double?)trace["evidence"], Is.GreaterThan((double)noAnswer["evidence"]!));
        var kept = trace["items"]!.AsArray().Where(item => (bool)item!["kept"]!).ToList();
        Assert.That(kept.Select(item => (int)item!["page"]!), Is.EqualTo(answer.Pages()));
        Assert.That(kept.Select(item => (int?)item!["rank"]), Is.EqualTo(Enumerable.Range(1, kept.Count)));
        Assert.That(trace["timings"]!.AsObject().Select(stage => stage.Key), Is.SupersetOf(new[] { "embed", "search", "rank", "first_token", "total" }));
        Assert.That((string?)trace["finish_reason"], Is.EqualTo("stop"));
        Assert.That(trace["citations"]!.AsArray(), Is.Not.Empty);
        Assert.That(((bool?)noAnswer["answerable"], (string?)noAnswer["finish_reason"], (int?)noAnswer["history_messages"]), Is.EqualTo((false, "no_answer", 2)));
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await (await admin.GetAsync(TraceOf(answer))).AssertProblemAsync(HttpStatusCode.NotFound, "message_not_found");
    }

    [TestCase("/api/v1/chat/stats/daily?days=0")]
    [TestCase("/api/v1/chat/stats/daily?days=367")]
    [TestCase("/api/v1/chat/unanswered?limit=101")]
    [TestCase("/api/v1/chat/unanswered?skip=-1")]
    public async Task What_is_out_of_range_is_refused(string address)
    {
        using var admin = await _application.SignedInAsync();

        await (await admin.GetAsync(address)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
    }

    private static string TraceOf(List<ChatEvent> answer) => $"/api/v1/chat/trace/{(string?)answer.Single("done")["message_id"]}";

    private async Task<HttpClient> IndexAsync()
    {
        var admin = await _application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
        return admin;
    }
}
