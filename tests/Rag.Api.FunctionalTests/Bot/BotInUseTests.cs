using System.Net.Http.Json;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Bot;

/// <summary>What is stored is what the model is asked with.</summary>
public sealed class BotInUseTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";
    private const string Elsewhere = "¿Quién ganó el mundial de fútbol de 2010?";

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString()).With("MAX_TOKENS", "321");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task The_next_question_is_asked_with_the_stored_prompt_name_and_temperature()
    {
        using var admin = await IndexAsync(_application);

        await _application.AskAsync(Question);
        await admin.PutConfigAsync("""{"system_prompt":"Eres un ñandú pirata 🏴","bot_name":"Añá","ui_prompt_extra":"Sé breve.","temperature":0.125}""");
        await _application.AskAsync(Question);
        await admin.PostAsync(BotCalls.Config + "/reset", content: null);
        await _application.AskAsync(Question);

        var requests = _model.Requests;
        Assert.That(requests.Select(request => request.Json.GetProperty("temperature").GetDouble()), Is.EqualTo(new[] { 0.7, 0.125, 0.7 }).Within(1e-6));
        Assert.That(requests[1].Messages[0].Content, Does.Contain("Añá").And.Contain("Eres un ñandú pirata 🏴").And.Contain("Sé breve."));
        Assert.That(requests[2].Messages[0].Content, Is.EqualTo(requests[0].Messages[0].Content).And.Not.Contain("pirata"));
    }

    [Test]
    public async Task The_runtime_is_what_the_model_is_really_given()
    {
        using var admin = await IndexAsync(_application);
        await admin.PutConfigAsync("""{"system_prompt":"Eres un pirata.","bot_name":"Ana","ui_prompt_extra":"Sé breve.","temperature":0.25}""");

        var runtime = await (await admin.GetAsync("/api/v1/bot/runtime")).JsonAsync();
        await _application.AskAsync(Question);

        var request = _model.Requests.Single();
        Assert.That((string?)runtime["model_name"], Is.EqualTo(request.Json.GetProperty("model").GetString()));
        Assert.That((double?)runtime["temperature"], Is.EqualTo(request.Json.GetProperty("temperature").GetDouble()));
        Assert.That((int?)runtime["max_tokens"], Is.EqualTo(321));
        Assert.That(((string?)runtime["bot_name"], (int?)runtime["ui_prompt_extra_len"]), Is.EqualTo(("Ana", "Sé breve.".Length)));
        var prompt = request.Messages[0].Content;
        Assert.That(prompt[^(int)runtime["effective_personality_len"]!..], Does.StartWith("Your name is Ana.").And.EndsWith("Sé breve.\n"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_refusal_says_whom_to_ask_in_the_bots_language_where_the_questions_is_unclear(bool isLocal)
    {
        _application.With("MODEL_TYPE", isLocal ? "LOCAL" : "OPENAI");
        using var admin = await IndexAsync(_application);
        await admin.PutConfigAsync("""{"contact_text":"Llámenos: 900 123 123 (mañanas).","language":"en"}""");

        var unclear = (await _application.AskAsync("Zxqw-7788")).Text();
        var spanish = (await _application.AskAsync(Elsewhere)).Text();

        Assert.That(unclear, Does.EndWith("Llámenos: 900 123 123 (mañanas).").And.Contain("I found nothing"));
        Assert.That(spanish, Does.EndWith("Llámenos: 900 123 123 (mañanas).").And.Contain("No he encontrado"));
    }

    [Test]
    public async Task A_question_is_the_bots_last_activity()
    {
        using var admin = await IndexAsync(_application);
        await admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = true });
        _application.Time.Advance(TimeSpan.FromMinutes(7));

        await _application.AskAsync(Question);

        var state = await (await admin.GetAsync("/api/v1/bot/state")).JsonAsync();
        Assert.That((string?)state["last_activity"], Is.EqualTo("2026-03-02T09:37:00.000Z"));
    }

    private static async Task<HttpClient> IndexAsync(RagApplication application)
    {
        var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        return admin;
    }
}
