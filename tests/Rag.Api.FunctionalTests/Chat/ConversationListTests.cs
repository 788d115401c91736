using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>The list of conversations over HTTP; what fits a search is in the store's contract.</summary>
public sealed class ConversationListTests
{
    private const string Conversations = "/api/v1/chat/conversations";

    [Test]
    public async Task Lists_the_latest_first_in_the_contracts_shape()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var old = await SaveAsync(application, "¿Cuál es el plazo?", A.Time);
        var young = await SaveAsync(application, "¿Abren hoy?", A.Time.AddHours(1), "https://www.example.com");

        using var response = await admin.GetAsync(Conversations);
        var list = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var second = (await admin.GetFromJsonAsync<JsonObject>(Conversations + "?skip=1&limit=1"))!;

        Assert.That(list.ToJsonString(), Is.EqualTo(
            $$"""{"items":[{{Item(young, "10:30:00", "¿Abren hoy?", "\"https://www.example.com\"")}},{{Item(old, "09:30:00", "¿Cuál es el plazo?", "null")}}],"total":2,"skip":0,"limit":20}"""));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(second.ToJsonString(), Is.EqualTo(
            $$"""{"items":[{{Item(old, "09:30:00", "¿Cuál es el plazo?", "null")}}],"total":2,"skip":1,"limit":1}"""));

        static string Item(ConversationId id, string time, string question, string source) =>
            JsonNode.Parse(
                $$"""{"conversation_id":"{{id}}","started_at":"2026-03-02T{{time}}.000Z","last_message_at":"2026-03-02T{{time}}.000Z","messages":1,"first_question":"{{question}}","source":{{source}},"feedback_up":0,"feedback_down":0}""")!
                .ToJsonString();
    }

    [TestCase("?search=DEVOLUCION", "devolución")]
    [TestCase("?search=%25", "")]
    [TestCase("?search=%20", "tarde devolución")]
    [TestCase("?from=2026-03-02", "tarde devolución")]
    [TestCase("?from=2026-03-03", "tarde")]
    [TestCase("?to=2026-03-02", "devolución")]
    [TestCase("?to=2026-03-02T09:29:59Z", "")]
    [TestCase("?to=2026-03-02T09:30:00Z", "devolución")]
    [TestCase("?to=2026-03-02T10:30:00+01:00", "devolución")]
    [TestCase("?from=2026-03-02T10:30:00.0000001%2B01:00", "tarde")]
    [TestCase("?from=2026-03-02T09:30&to=2026-03-02T09:30", "devolución")]
    [TestCase("?from=2026-03-02&to=2026-03-02", "devolución")]
    [TestCase("?to=9999-12-31", "tarde devolución")]
    [TestCase("?from=&to=&search=", "tarde devolución")]
    public async Task Lists_those_that_are_asked_for(string query, string expected)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        await SaveAsync(application, "devolución", A.Time);
        await SaveAsync(application, "tarde", new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero));

        var list = (await admin.GetFromJsonAsync<JsonObject>(Conversations + query))!;

        Assert.That(string.Join(' ', list["items"]!.AsArray().Select(item => (string?)item!["first_question"])), Is.EqualTo(expected));
    }

    [TestCase("?rating=best", "query.rating")]
    [TestCase("?skip=-1", "query.skip")]
    [TestCase("?limit=0", "query.limit")]
    [TestCase("?limit=101", "query.limit")]
    [TestCase("?from=yesterday", "query.from")]
    [TestCase("?to=2026-02-30", "query.to")]
    [TestCase("?from=2026-03-03&to=2026-03-02", "query.from")]
    [TestCase("?from=2026-03-02T09:30:01Z&to=2026-03-02T09:30:00Z", "query.from")]
    public async Task Refuses_a_wrong_question(string query, string place)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var problem = await (await admin.GetAsync(Conversations + query)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");

        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
    }

    [Test]
    public async Task A_rated_answer_is_found_by_its_rating_and_read_with_its_comment()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        var meta = (await application.AskAsync("Hola")).Single("meta");
        await application.AskAsync("Hola de nuevo");
        var (conversation, message) = ((string?)meta["conversation_id"], (string?)meta["message_id"]);
        using var visitor = application.Client();
        (await visitor.PostAsJsonAsync("/api/v1/chat/feedback", new { conversation_id = conversation, message_id = message, rating = "down", comment = "No dice el plazo." })).EnsureSuccessStatusCode();

        var down = (await admin.GetFromJsonAsync<JsonObject>(Conversations + "?rating=down"))!;
        var up = (await admin.GetFromJsonAsync<JsonObject>(Conversations + "?rating=up"))!;
        var read = (await admin.GetFromJsonAsync<JsonObject>($"{Conversations}/{conversation}"))!;

        var item = down["items"]!.AsArray().Single()!;
        Assert.That(((string?)item["conversation_id"], (int)item["feedback_up"]!, (int)item["feedback_down"]!, (int)down["total"]!), Is.EqualTo((conversation, 0, 1, 1)));
        Assert.That((int)up["total"]!, Is.Zero);
        var messages = read["messages"]!.AsArray();
        Assert.That(((int)read["total"]!, messages.Count, messages[0]!["feedback"]), Is.EqualTo((2, 2, (JsonNode?)null)));
        var feedback = messages[1]!["feedback"]!;
        Assert.That(((string?)messages[1]!["message_id"], (string?)feedback["rating"], (string?)feedback["comment"]), Is.EqualTo((message, "down", "No dice el plazo.")));
        Assert.That((string?)messages[1]!["finish_reason"], Is.Not.Null);
    }

    [TestCase("old-front-end-1")]
    [TestCase("6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11")]
    public async Task Reads_no_conversation_under_a_malformed_or_an_unknown_id(string id)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        await (await admin.GetAsync($"{Conversations}/{id}")).AssertProblemAsync(HttpStatusCode.NotFound, "conversation_not_found");
    }

    [Test]
    public async Task Others_than_admins_are_kept_out()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");
        using var stranger = application.Client();

        await (await ana.GetAsync(Conversations)).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await stranger.GetAsync(Conversations)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [TestCase("stream", "Origin", "https://www.example.com", "https://www.example.com")]
    [TestCase("stream_log", "Origin", "http://LOCALHOST:3000", "http://localhost:3000")]
    [TestCase("stream", "Referer", "https://u:p@tienda.example.com:443/pedido?id=7#x", "https://tienda.example.com")]
    [TestCase("stream_log", "Referer", "http://[::1]:8080/", "http://[::1]:8080")]
    [TestCase("stream", "Origin", "null", null)]
    [TestCase("stream", "Origin", "file:///c:/a.html", null)]
    [TestCase("stream", "Referer", "/relative", null)]
    [TestCase("stream", "X-Other", "https://www.example.com", null)]
    public async Task A_question_comes_from_the_site_of_its_page(string route, string header, string value, string? expected)
    {
        var answers = new FedAnswers();
        answers.End();
        await using var application = new RagApplication().With(services =>
            services.AddSingleton<IRequestHandler<AskQuestion, Result<IAsyncEnumerable<AnswerEvent>>>>(answers));
        using var visitor = application.Client();
        visitor.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        using var response = await visitor.PostAsJsonAsync($"/api/v1/chat/{route}", new { input = "Hola" });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answers.Asked!.Origin, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_question_is_listed_with_the_site_it_came_from()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        using var visitor = application.Client();
        visitor.DefaultRequestHeaders.Add("Origin", "https://www.example.com");

        using var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = "Hola" });
        await response.Content.ReadAsStringAsync();
        var item = (await admin.GetFromJsonAsync<JsonObject>(Conversations))!["items"]!.AsArray().Single()!;

        Assert.That(((string?)item["source"], (int)item["messages"]!, (string?)item["first_question"]), Is.EqualTo(("https://www.example.com", 2, "Hola")));
    }

    private static async Task<ConversationId> SaveAsync(RagApplication application, string question, DateTimeOffset at, string? origin = null)
    {
        var conversation = new ConversationId(RandomIds.NewKey());
        await application.Services.GetRequiredService<IMessageRepository>().SaveAsync(
            new Message
            {
                Id = new MessageId(RandomIds.NewKey()),
                ConversationId = conversation,
                Role = MessageRole.User,
                Content = question,
                Timestamp = at,
                Origin = origin,
            },
            CancellationToken.None);
        return conversation;
    }
}
