using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>Questions over HTTP, answered by the scripted model server from real retrieval.</summary>
public sealed class ChatTests
{
    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartModelAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task The_events_come_in_the_contracts_order_and_the_answer_is_stored()
    {
        await IndexAsync();
        var conversation = Guid.Parse("7b1c8a52-3f6f-4c5f-8f11-0198c2f17d3e");

        var events = await _application.AskAsync("¿Cuál es el plazo de devolución?", conversation);

        Assert.That(events.Select(item => item.Name).Distinct(), Is.EqualTo(new[] { "meta", "sources", "token", "citation", "usage", "done" }));
        Assert.That((string?)events.Single("meta")["conversation_id"], Is.EqualTo(conversation.ToString()));
        Assert.That(events.Pages()[0], Is.EqualTo(3));
        Assert.That(events.Text(), Is.EqualTo("El plazo es de 30 días [1]."));
        Assert.That((bool?)events.Single("citation")["supported"], Is.True);
        var stored = await _application.Services.GetRequiredService<IMessageRepository>()
            .ListLastAsync(new ConversationId(conversation), 10, CancellationToken.None);
        Assert.That(stored.Select(message => message.Role), Is.EqualTo(new[] { MessageRole.User, MessageRole.Assistant }));
        Assert.That(stored[1].Content, Is.EqualTo("El plazo es de 30 días [1]."));
    }

    [Test]
    public async Task The_first_token_leaves_before_the_model_makes_the_second()
    {
        await IndexAsync();
        var gate = new ModelGate();
        _model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
        using var visitor = _application.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream")
        {
            Content = JsonContent.Create(new { input = "¿Cuál es el plazo de devolución?" }),
        };

        using var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var before = await ReadUntilAsync(reader, "El plazo ");
        gate.Open();
        var after = await reader.ReadToEndAsync();

        Assert.That(before, Does.Not.Contain("[1]"));
        Assert.That(after, Does.Contain("[1]"));
        Assert.That(response.Headers.NonValidated["Cache-Control"].ToString(), Is.EqualTo("no-cache, no-transform"));
        Assert.That(response.Headers.GetValues("X-Accel-Buffering"), Is.EqualTo(new[] { "no" }));
    }

    [Test]
    public async Task A_visitor_who_leaves_cancels_the_models_request()
    {
        await IndexAsync();
        _model.Enqueue(ModelScript.Tokens("El plazo ", new ModelGate(), "nunca"));
        using var visitor = _application.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream")
        {
            Content = JsonContent.Create(new { input = "¿Cuál es el plazo de devolución?" }),
        };
        var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "El plazo ");
        var upstream = await _model.NextRequestAsync();

        response.Dispose();

        await upstream.ClientGone.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_model_that_fails_is_an_error_event_without_a_word_of_its_own(ModelScript script, string code)
    {
        await IndexAsync();
        _model.Default = script;

        var events = await _application.AskAsync("¿Cuál es el plazo de devolución?");

        var error = events.Single("error");
        Assert.That(events[^1].Name, Is.EqualTo("error"));
        Assert.That((string?)error["code"], Is.EqualTo(code));
        Assert.That(error.ToJsonString(), Does.Not.Contain("sk-secret"));
    }

    [Test]
    public async Task A_question_about_something_else_calls_no_model_and_says_so()
    {
        await IndexAsync();

        var events = await _application.AskAsync("¿Quién ganó el mundial de fútbol de 2010?");

        Assert.That(events.FinishReason(), Is.EqualTo("no_answer"));
        Assert.That(_model.Requests, Is.Empty);
    }

    [TestCase("{\"input\":\"\"}", HttpStatusCode.UnprocessableEntity, "validation_error")]
    [TestCase("{\"input\":null}", HttpStatusCode.UnprocessableEntity, "validation_error")]
    [TestCase("{}", HttpStatusCode.UnprocessableEntity, "validation_error")]
    [TestCase("{\"input\":\"\\u0000\\u0001\"}", HttpStatusCode.UnprocessableEntity, "validation_error")]
    [TestCase("{\"input\":\"hola\",\"conversation_id\":\"nope\"}", HttpStatusCode.UnprocessableEntity, "validation_error")]
    [TestCase("this is not JSON", HttpStatusCode.BadRequest, "malformed_json")]
    public async Task A_request_that_is_no_question_is_refused_before_the_stream(string body, HttpStatusCode status, string code)
    {
        using var visitor = _application.Client();

        var response = await visitor.PostAsync("/api/v1/chat/stream", new StringContent(body, Encoding.UTF8, "application/json"));

        await response.AssertProblemAsync(status, code);
    }

    [TestCase(2000, HttpStatusCode.OK)]
    [TestCase(2001, HttpStatusCode.UnprocessableEntity)]
    public async Task A_question_has_at_most_2000_characters(int length, HttpStatusCode status)
    {
        using var visitor = _application.Client();

        var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = new string('a', length) });

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Emoji_are_a_question_that_the_documents_do_not_answer()
    {
        await IndexAsync();

        var events = await _application.AskAsync("😀👍🏽");

        Assert.That(events.FinishReason(), Is.EqualTo("no_answer"));
    }

    [Test]
    public async Task A_bot_that_is_off_refuses_before_the_stream()
    {
        using var visitor = _application.Client();
        await _application.Services.GetRequiredService<IBotRepository>()
            .SaveStateAsync(new BotState(IsActive: false, LastActivity: null), CancellationToken.None);

        var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = "hola" });

        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "bot_inactive");
    }

    private static IEnumerable<TestCaseData> Failures() =>
    [
        new TestCaseData(ModelScript.Status(401), "model_unauthorized").SetArgDisplayNames("401"),
        new TestCaseData(ModelScript.Status(429, TimeSpan.FromSeconds(7)), "model_busy").SetArgDisplayNames("429"),
        new TestCaseData(ModelScript.Status(500), "model_unavailable").SetArgDisplayNames("500"),
        new TestCaseData(ModelScript.Garbage(), "model_unavailable").SetArgDisplayNames("garbage"),
    ];

    private static async Task<string> ReadUntilAsync(StreamReader reader, string text)
    {
        var read = new StringBuilder();
        while (!read.ToString().Contains(text, StringComparison.Ordinal) && await reader.ReadLineAsync() is { } line)
        {
            read.AppendLine(line);
        }

        return read.ToString();
    }

    private async Task IndexAsync()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
    }
}
