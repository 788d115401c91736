using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Bot;

public sealed partial class BotPreviewTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";
    private const string Preview = "/api/v1/bot/preview";

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString());
        _admin = await _application.SignedInAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _admin.Dispose();
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task Gives_the_events_of_the_chat_with_the_other_configuration_and_leaves_the_stored_one()
    {
        await IndexAsync();
        await _admin.PutConfigAsync("""{"bot_name":"Ana","temperature":0.5}""");
        var before = await _admin.ConfigAsync();

        var response = await _admin.PostAsJsonAsync(Preview, new { input = Question, config = new { system_prompt = "Eres un ñandú.", temperature = 0.0 } });
        var shown = await response.Content.ReadAsStringAsync();
        using var visitor = _application.Client();
        var chat = await (await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = Question })).Content.ReadAsStringAsync();

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(Id().Replace(shown, "id"), Is.EqualTo(Id().Replace(chat, "id")).And.Contain("event: done"));
        var (preview, real) = (_model.Requests[0], _model.Requests[1]);
        Assert.That(preview.Messages[0].Content, Does.Contain("Eres un ñandú.").And.Contain("Your name is Ana."));
        Assert.That(real.Messages[0].Content, Does.Not.Contain("ñandú"));
        Assert.That(preview.Json.GetProperty("temperature").GetDouble(), Is.Zero);
        Assert.That(JsonNode.DeepEquals(await _admin.ConfigAsync(), before));
    }

    [Test]
    public async Task Stores_nothing_of_an_answer_a_refusal_or_a_failure()
    {
        await IndexAsync();
        var activity = (await StateAsync())["last_activity"];

        var conversations = new List<Guid>();
        foreach (var question in (string[])[Question, "¿Quién ganó el mundial de fútbol de 2010?", Question])
        {
            var body = await (await _admin.PostAsJsonAsync(Preview, new { input = question })).Content.ReadAsStringAsync();
            conversations.Add(Guid.Parse(Conversation().Match(body).Groups["id"].Value));
            _model.Default = ModelScript.Status(500);
        }

        var messages = _application.Services.GetRequiredService<IMessageRepository>();
        foreach (var conversation in conversations)
        {
            Assert.That(await messages.ListLastAsync(new ConversationId(conversation), 10, CancellationToken.None), Is.Empty);
        }

        Assert.That(JsonNode.DeepEquals((await StateAsync())["last_activity"], activity));
    }

    [Test]
    public async Task Works_while_the_bot_is_off()
    {
        await IndexAsync();
        await _admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = false });

        var response = await _admin.PostAsJsonAsync(Preview, new { input = Question });

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("event: done"));
    }

    [TestCase("{}", "body.input")]
    [TestCase("""{"input":" "}""", "body.input")]
    [TestCase("""{"input":"a","config":{"temperature":2}}""", "body.config.temperature")]
    [TestCase("""{"input":"a","config":{"temperature":"2"}}""", "body.config.temperature")]
    [TestCase("""{"input":"a","config":{"starters":["a",""]}}""", "body.config.starters.1")]
    public async Task What_cannot_be_is_refused_by_name_before_the_stream(string body, string location)
    {
        var response = await _admin.PostAsync(Preview, new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
    }

    // Ids of conversation and message are random, and so differ.
    [GeneratedRegex("(?<=\"(conversation|message)_id\":\")[^\"]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex("\"conversation_id\":\"(?<id>[^\"]+)")]
    private static partial Regex Conversation();

    private async Task<JsonObject> StateAsync() => await (await _admin.GetAsync("/api/v1/bot/state")).JsonAsync();

    private async Task IndexAsync()
    {
        await _admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
    }
}
