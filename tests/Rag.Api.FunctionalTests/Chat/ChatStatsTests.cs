using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>The figures over HTTP; what counts as what is in the store's contract.</summary>
public sealed class ChatStatsTests
{
    private const string Stats = "/api/v1/chat/stats";
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task With_nothing_stored_every_figure_is_zero_and_the_average_null()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        Assert.That(await admin.GetStringAsync(Stats), Is.EqualTo(
            """{"total_queries":0,"total_users":0,"total_pdfs":0,"answered":0,"no_answer":0,"feedback_up":0,"feedback_down":0,"avg_first_token_ms":null,"tokens":0}"""));
    }

    [Test]
    public async Task Counts_what_visitors_did_and_no_preview()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        var conversation = RandomIds.NewKey();
        var answer = (await application.AskAsync(Question, conversation)).Single("meta");
        await application.AskAsync("¿Quién ganó el mundial de fútbol de 2010?", conversation);
        using var visitor = application.Client();
        await visitor.PostAsJsonAsync(
            "/api/v1/chat/feedback", new { conversation_id = conversation, message_id = (string?)answer["message_id"], rating = "up" });
        using var preview = await admin.PostAsJsonAsync("/api/v1/bot/preview", new { input = Question });
        await preview.Content.ReadAsStringAsync();

        var stats = (await admin.GetFromJsonAsync<JsonObject>(Stats))!;

        Assert.That(preview.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            (Figure("total_queries"), Figure("total_users"), Figure("total_pdfs"), Figure("answered"), Figure("no_answer")),
            Is.EqualTo((2, 1, 1, 1, 1)));
        Assert.That((Figure("feedback_up"), Figure("feedback_down"), Figure("avg_first_token_ms")), Is.EqualTo((1, 0, 0)));

        int? Figure(string name) => (int?)stats[name];
    }

    [Test]
    public async Task Others_than_admins_are_kept_out()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");
        using var stranger = application.Client();

        await (await ana.GetAsync(Stats)).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await stranger.GetAsync(Stats)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
