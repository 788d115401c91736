using System.Net;
using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Api.FunctionalTests.Chat;

public sealed class ChatStreamTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static readonly ConversationId Conversation = new(new Guid("6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11"));
    private static readonly MessageId Answer = new(new Guid("0d9c5f6e-7a30-4a2b-8a52-3f6f0c5f8f22"));
    private static readonly DocumentId Document = new(new Guid("0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f33"));

    [Test]
    public async Task Writes_every_event_of_the_contract_byte_for_byte()
    {
        var answers = new FedAnswers();
        await using var application = Application(answers);
        answers.Happen(
            new AnswerEvent.Started(Conversation, Answer, "gpt-4o-mini"),
            new AnswerEvent.SourcesFound([new Source(1, "tarifas.pdf", Document, 2, 3, 800, 900, "El «plazo» <b>", 0.8312345)]),
            new AnswerEvent.Token("¿Sí?\n\"Ñ\" 😀\r\n"),
            new AnswerEvent.Cited(new Citation(1, true, Document, 2, 3, 812, 871, "30 días")),
            new AnswerEvent.Cited(new Citation(2, false, Document, 2, 3, 800, 900, null)),
            new AnswerEvent.Used(new TokenUsage(120, 9)),
            new AnswerEvent.Finished(FinishReason.NoAnswer, Answer, [1]));
        answers.End();

        using var client = application.Client();
        using var response = await AskAsync(client);
        var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());

        Assert.That(body, Is.EqualTo(string.Join('\n',
            ": keep-alive",
            "",
            "id: 1",
            "event: meta",
            "data: {\"conversation_id\":\"6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11\",\"message_id\":\"0d9c5f6e-7a30-4a2b-8a52-3f6f0c5f8f22\",\"model\":\"gpt-4o-mini\"}",
            "",
            "id: 2",
            "event: sources",
            "data: {\"sources\":[{\"id\":1,\"filename\":\"tarifas.pdf\",\"document_id\":\"0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f33\",\"page\":3,\"snippet\":\"El «plazo» <b>\",\"score\":0.8312}]}",
            "",
            "id: 3",
            "event: token",
            "data: {\"text\":\"¿Sí?\\n\\\"Ñ\\\" 😀\\r\\n\"}",
            "",
            "id: 4",
            "event: citation",
            "data: {\"n\":1,\"supported\":true,\"document_id\":\"0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f33\",\"version\":2,\"page\":3,\"start\":812,\"end\":871,\"quote\":\"30 días\"}",
            "",
            "id: 5",
            "event: citation",
            "data: {\"n\":2,\"supported\":false,\"document_id\":\"0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f33\",\"version\":2,\"page\":3,\"start\":800,\"end\":900,\"quote\":null}",
            "",
            "id: 6",
            "event: usage",
            "data: {\"prompt_tokens\":120,\"completion_tokens\":9,\"total_tokens\":129}",
            "",
            "id: 7",
            "event: done",
            "data: {\"finish_reason\":\"no_answer\",\"message_id\":\"0d9c5f6e-7a30-4a2b-8a52-3f6f0c5f8f22\",\"citations\":[1]}",
            "",
            "")));
    }

    [Test]
    public async Task Sends_headers_and_a_comment_before_anything_has_happened()
    {
        await using var application = Application(new FedAnswers());

        using var client = application.Client();
        using var response = await AskAsync(client).WaitAsync(Hang);
        using var body = await response.Content.ReadAsStreamAsync();

        Assert.That(await ReadAsync(body, ": keep-alive\n\n".Length), Is.EqualTo(": keep-alive\n\n"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/event-stream"));
        Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache, no-transform").Or.EqualTo("no-transform, no-cache"));
        Assert.That(response.Headers.GetValues("X-Accel-Buffering"), Is.EqualTo(new[] { "no" }));
        Assert.That(response.Content.Headers.ContentEncoding, Is.Empty);
    }

    [Test]
    public async Task Sends_each_event_when_it_happens()
    {
        var answers = new FedAnswers();
        await using var application = Application(answers);
        using var client = application.Client();
        using var response = await AskAsync(client);
        using var body = await response.Content.ReadAsStreamAsync();
        await ReadAsync(body, ": keep-alive\n\n".Length);

        answers.Happen(new AnswerEvent.Token("a"));
        var first = await ReadAsync(body, "id: 1\nevent: token\ndata: {\"text\":\"a\"}\n\n".Length);
        answers.Happen(new AnswerEvent.Token("b"));
        var second = await ReadAsync(body, "id: 2\nevent: token\ndata: {\"text\":\"b\"}\n\n".Length);

        Assert.That((first, second), Is.EqualTo(
            ("id: 1\nevent: token\ndata: {\"text\":\"a\"}\n\n", "id: 2\nevent: token\ndata: {\"text\":\"b\"}\n\n")));
    }

    [Test]
    public async Task Sends_a_comment_after_each_fifteen_seconds_of_silence_and_none_in_between()
    {
        var answers = new FedAnswers();
        await using var application = Application(answers);
        using var client = application.Client();
        using var response = await AskAsync(client);
        using var body = await response.Content.ReadAsStreamAsync();
        await ReadAsync(body, ": keep-alive\n\n".Length);

        var waiting = ReadAsync(body, ": keep-alive\n\n".Length);
        await AdvanceUntilAsync(application, waiting);
        answers.Happen(new AnswerEvent.Token("a"));
        answers.End();

        Assert.That(await waiting, Is.EqualTo(": keep-alive\n\n"));
        using var rest = new StreamReader(body);
        Assert.That(await rest.ReadToEndAsync(), Does.EndWith("id: 1\nevent: token\ndata: {\"text\":\"a\"}\n\n"));
    }

    [Test]
    public async Task Cancels_the_answer_when_the_client_leaves()
    {
        var answers = new FedAnswers();
        await using var application = Application(answers);
        answers.Happen(new AnswerEvent.Token("a"));
        using (var client = application.Client())
        using (var response = await AskAsync(client))
        {
            // Up to the first event: a client that leaves before the answer has begun leaves nothing to cancel.
            using var body = await response.Content.ReadAsStreamAsync();
            await ReadAsync(body, ": keep-alive\n\nid: 1\nevent: token\n".Length);
        }

        await answers.Left.WaitAsync(Hang);
    }

    [Test]
    public async Task Ends_the_stream_with_the_error_when_the_answer_fails()
    {
        var answers = new FedAnswers();
        await using var application = Application(answers);
        answers.Happen(new AnswerEvent.Failed(ConversationErrors.ModelFailed(), CanRetry: true));
        answers.End();

        using var client = application.Client();
        using var response = await AskAsync(client);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.EndWith(
            "event: error\ndata: {\"code\":\"model_unavailable\",\"detail\":\"The language model did not answer. Please try again.\",\"retryable\":true}\n\n"));
    }

    [Test]
    public async Task Refuses_before_the_stream_begins()
    {
        await using var application = Application(new FedAnswers { Refusal = ConversationErrors.BotInactive() });
        using var client = application.Client();

        using var response = await AskAsync(client);

        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "bot_inactive");
    }

    [TestCase("{\"input\":\"\"}", "body.input")]
    [TestCase("{\"input\":\" \\t\\n\"}", "body.input")]
    [TestCase("{\"input\":\"\\u0000\\u200b\"}", "body.input")]
    [TestCase("{}", "body.input")]
    [TestCase("{\"input\":null}", "body.input")]
    [TestCase("{\"input\":7}", "body.input")]
    [TestCase("{\"input\":\"Hola\",\"conversation_id\":\"x\"}", "body.conversation_id")]
    [TestCase("{\"input\":\"Hola\",\"conversation_id\":7}", "body.conversation_id")]
    public async Task Names_the_field_that_is_wrong(string json, string location)
    {
        await using var application = Application(new FedAnswers());
        using var client = application.Client();

        using var response = await AskAsync(client, json);

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
    }

    [Test]
    public async Task Refuses_a_question_of_2001_characters_and_takes_one_of_2000_emojis()
    {
        var answers = new FedAnswers();
        answers.End();
        await using var application = Application(answers);
        using var client = application.Client();

        using var tooLong = await AskAsync(client, $$"""{"input":"{{new string('a', 2001)}}"}""");
        using var taken = await AskAsync(client, $$"""{"input":"{{string.Concat(Enumerable.Repeat("😀", 2000))}}"}""");

        await tooLong.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("{\"input\":")]
    [TestCase("hola")]
    public async Task Refuses_a_body_that_is_no_json(string body)
    {
        await using var application = Application(new FedAnswers());
        using var client = application.Client();

        using var response = await AskAsync(client, body);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Test]
    public async Task Hands_the_question_and_the_conversation_on_and_ignores_what_it_does_not_know()
    {
        var answers = new FedAnswers();
        answers.End();
        await using var application = Application(answers);
        using var client = application.Client();

        using var response = await AskAsync(
            client, """{"input":"¿Qué plazo hay?","conversation_id":"6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11","source":"widget"}""", path: "/api/v1/chat/stream/");

        Assert.That(answers.Asked, Is.EqualTo(new AskQuestion("¿Qué plazo hay?", "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11")));
    }

    private static RagApplication Application(FedAnswers answers) => new RagApplication().With(services =>
        services.AddSingleton<IRequestHandler<AskQuestion, Result<IAsyncEnumerable<AnswerEvent>>>>(answers));

    private static Task<HttpResponseMessage> AskAsync(
        HttpClient client, string json = "{\"input\":\"¿Qué plazo hay?\"}", string path = "/api/v1/chat/stream")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<string> ReadAsync(Stream body, int bytes)
    {
        var buffer = new byte[bytes];
        await body.ReadExactlyAsync(buffer).AsTask().WaitAsync(Hang);
        return Encoding.UTF8.GetString(buffer);
    }

    // The server may not have begun to wait yet when the clock is moved, so it is moved until it has.
    private static async Task AdvanceUntilAsync(RagApplication application, Task done)
    {
        using var limit = new CancellationTokenSource(Hang);
        while (!done.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            application.Time.Advance(TimeSpan.FromSeconds(15));
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token));
        }
    }
}
