using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>What can be done with a conversation by knowing its id.</summary>
public sealed class ConversationTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task Stream_log_sends_the_answer_so_far_in_every_frame_and_ends()
    {
        var body = await StreamLogAsync(
            new AnswerEvent.Started(new ConversationId(RandomIds.NewKey()), new MessageId(RandomIds.NewKey()), "m"),
            new AnswerEvent.SourcesFound([]),
            new AnswerEvent.Token("El plazo "),
            new AnswerEvent.Token("es «30»\n"),
            new AnswerEvent.Used(new TokenUsage(1, 2)),
            new AnswerEvent.Finished(FinishReason.Stop, new MessageId(RandomIds.NewKey()), []));

        Assert.That(body, Is.EqualTo(
            ": keep-alive\n\n"
            + "data: {\"streamed_output\":\"El plazo \",\"ops\":null}\n\n"
            + "data: {\"streamed_output\":\"El plazo es «30»\\n\",\"ops\":null}\n\n"
            + "event: end\ndata: {}\n\n"));
    }

    [Test]
    public async Task Stream_log_tells_of_a_failure_in_the_same_shape_and_ends()
    {
        var body = await StreamLogAsync(new AnswerEvent.Token("El"), new AnswerEvent.Failed(ConversationErrors.ModelFailed(), CanRetry: true));

        Assert.That(body, Does.EndWith(
            "event: error\ndata: {\"streamed_output\":\"" + ConversationErrors.ModelFailed().Detail + "\",\"ops\":null}\n\nevent: end\ndata: {}\n\n"));
    }

    [Test]
    public async Task Stream_log_refuses_before_the_stream_as_stream_does()
    {
        var answers = new FedAnswers { Refusal = ConversationErrors.BotInactive() };
        await using var application = Fed(answers);
        using var client = application.Client();

        using var off = await client.PostAsJsonAsync("/api/v1/chat/stream_log", new { input = "Hola" });
        using var none = await client.PostAsJsonAsync("/api/v1/chat/stream_log", new { });

        await off.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "bot_inactive");
        await none.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
    }

    [Test]
    public async Task History_is_the_last_messages_oldest_first_and_says_how_many_there_are()
    {
        await using var application = await IndexedAsync();
        var conversation = RandomIds.NewKey();
        await application.AskAsync(Question, conversation);
        await application.AskAsync(Question, conversation);
        using var visitor = application.Client();

        using var response = await visitor.GetAsync($"/api/v1/chat/history/{conversation}?limit=3");
        var history = (await response.Content.ReadFromJsonAsync<JsonArray>())!;

        Assert.That(response.Headers.GetValues("X-Total-Messages"), Is.EqualTo(new[] { "4" }));
        Assert.That(history.Select(message => (string)message!["role"]!), Is.EqualTo(new[] { "assistant", "user", "assistant" }));
        Assert.That((string)history[1]!["content"]!, Is.EqualTo(Question));
        Assert.That((int)history[2]!["sources"]![0]!["page"]!, Is.EqualTo(3));
        Assert.That(history[2]!.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "message_id", "role", "content", "timestamp", "sources" }));
    }

    [TestCase("6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11")]
    [TestCase("old-front-end-1")]
    public async Task History_of_an_unknown_conversation_is_empty(string id)
    {
        await using var application = new RagApplication();
        using var visitor = application.Client();

        using var response = await visitor.GetAsync($"/api/v1/chat/history/{id}");

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("[]"));
        Assert.That(response.Headers.GetValues("X-Total-Messages"), Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public async Task Feedback_is_taken_from_whoever_knows_both_ids_and_the_last_rating_counts()
    {
        await using var application = await IndexedAsync();
        var (conversation, answer) = Ids(await application.AskAsync(Question));
        using var visitor = application.Client();

        using var up = await visitor.PostAsJsonAsync(
            "/api/v1/chat/feedback", new { conversation_id = conversation, message_id = answer, rating = "up", comment = "Bien" });
        using var down = await visitor.PostAsJsonAsync("/api/v1/chat/feedback", new { conversation_id = conversation, message_id = answer, rating = "down" });
        using var stranger = await visitor.PostAsJsonAsync(
            "/api/v1/chat/feedback", new { conversation_id = RandomIds.NewKey(), message_id = answer, rating = "up" });

        Assert.That((up.StatusCode, down.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
        await stranger.AssertProblemAsync(HttpStatusCode.NotFound, "message_not_found");
    }

    [TestCase("{\"conversation_id\":\"a\",\"message_id\":\"b\",\"rating\":\"good\"}", "body.rating")]
    [TestCase("{\"conversation_id\":\"a\",\"rating\":\"up\"}", "body.message_id")]
    public async Task Feedback_names_the_field_that_is_wrong(string json, string location)
    {
        await using var application = new RagApplication();
        using var visitor = application.Client();

        using var response = await visitor.PostAsync("/api/v1/chat/feedback", new StringContent(json, Encoding.UTF8, "application/json"));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
    }

    [Test]
    public async Task A_source_is_the_passage_with_its_surroundings_until_its_document_is_deleted()
    {
        await using var application = await IndexedAsync();
        var (conversation, answer) = Ids(await application.AskAsync(Question));
        using var visitor = application.Client();
        var path = $"/api/v1/chat/sources/{answer}/1?conversation_id={conversation}";

        var source = (await visitor.GetFromJsonAsync<JsonObject>(path))!;
        using var stranger = await visitor.GetAsync($"/api/v1/chat/sources/{answer}/1?conversation_id={RandomIds.NewKey()}");
        using var none = await visitor.GetAsync($"/api/v1/chat/sources/{answer}/99?conversation_id={conversation}");
        using var admin = await application.SignedInAsync();
        (await admin.DeleteAsync("/api/v1/pdfs/manual.pdf")).EnsureSuccessStatusCode();
        using var gone = await visitor.GetAsync(path);

        Assert.That(source.Select(field => field.Key), Is.EqualTo(new[] { "filename", "page", "text", "before", "after", "url" }));
        Assert.That(((string?)source["filename"], (int?)source["page"]), Is.EqualTo(("manual.pdf", 3)));
        Assert.That((string?)source["text"], Does.Contain("30 días"));
        Assert.That(source["url"], Is.Null);
        await stranger.AssertProblemAsync(HttpStatusCode.NotFound, "message_not_found");
        await none.AssertProblemAsync(HttpStatusCode.NotFound, "source_not_found");
        await gone.AssertProblemAsync(HttpStatusCode.NotFound, "source_gone");
    }

    [Test]
    public async Task Visitors_open_the_document_of_a_source_where_documents_are_public_until_it_is_deleted()
    {
        await using var application = await IndexedAsync(application => application.With("PUBLIC_DOCUMENTS", "true"));
        var (conversation, answer) = Ids(await application.AskAsync(Question));
        using var visitor = application.Client();

        var source = (await visitor.GetFromJsonAsync<JsonObject>($"/api/v1/chat/sources/{answer}/1?conversation_id={conversation}"))!;
        var url = (string)source["url"]!;
        using var file = await visitor.GetAsync(url);
        using var admin = await application.SignedInAsync();
        (await admin.DeleteAsync("/api/v1/pdfs/manual.pdf")).EnsureSuccessStatusCode();
        using var gone = await visitor.GetAsync(url);

        Assert.That(url, Does.StartWith(new Uri(application.Address, "/api/v1/pdfs/view/manual.pdf?token=").ToString()));
        Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(SamplePdf.Manual()));
        await gone.AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
    }

    [Test]
    public async Task The_log_tells_when_an_answer_began_and_ended_with_the_requests_id_and_not_its_words()
    {
        await using var application = await IndexedAsync();
        using var visitor = application.Client();
        visitor.DefaultRequestHeaders.Add("X-Request-ID", "my-request");

        using var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = Question });
        await response.Content.ReadAsStringAsync();

        var lines = application.Log.Entries.Where(entry => entry.Properties.ContainsKey("Milliseconds") && entry.Properties.ContainsKey("MessageId")).ToList();
        Assert.That(lines.Select(line => line.MessageTemplate.Text.Split(' ')[2]), Is.EqualTo(new[] { "begun", "given" }));
        Assert.That(lines.Select(line => line.Properties["RequestId"].ToString().Trim('"')), Is.All.EqualTo("my-request"));
        Assert.That(application.Log.Text, Does.Not.Contain("devolución").And.Not.Contain("30 días"));
    }

    private static (string Conversation, string Answer) Ids(List<ChatEvent> events) =>
        ((string)events.Single("meta")["conversation_id"]!, (string)events.Single("meta")["message_id"]!);

    private static RagApplication Fed(FedAnswers answers) => new RagApplication().With(services =>
        services.AddSingleton<IRequestHandler<AskQuestion, Result<IAsyncEnumerable<AnswerEvent>>>>(answers));

    private static async Task<string> StreamLogAsync(params AnswerEvent[] events)
    {
        var answers = new FedAnswers();
        await using var application = Fed(answers);
        answers.Happen(events);
        answers.End();
        using var client = application.Client();
        using var response = await client.PostAsJsonAsync("/api/v1/chat/stream_log", new { input = "Hola" });
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Answers of LOCAL, from a manual that is ready.</summary>
    private static async Task<RagApplication> IndexedAsync(Action<RagApplication>? configure = null)
    {
        var application = new RagApplication().WithRealModel();
        configure?.Invoke(application);
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        return application;
    }
}
