using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

public sealed class DeleteConversationTests
{
    private const string Conversations = "/api/v1/chat/conversations";
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task A_deleted_conversation_is_gone_for_everybody_and_can_begin_anew()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        using var visitor = application.Client();
        var conversation = RandomIds.NewKey();
        var answer = (string?)(await application.AskAsync("Hola", conversation)).Single("meta")["message_id"];
        var other = RandomIds.NewKey();
        await application.AskAsync("Hola", other);

        using var deleted = await admin.DeleteAsync($"{Conversations}/{conversation}");
        var history = await visitor.GetStringAsync($"/api/v1/chat/history/{conversation}");
        using var rating = await visitor.PostAsJsonAsync(
            "/api/v1/chat/feedback", new { conversation_id = conversation, message_id = answer, rating = "up" });
        using var again = await admin.DeleteAsync($"{Conversations}/{conversation}");
        await application.AskAsync("Hola de nuevo", conversation);

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(history, Is.EqualTo("[]"));
        await rating.AssertProblemAsync(HttpStatusCode.NotFound, "message_not_found");
        await again.AssertProblemAsync(HttpStatusCode.NotFound, "conversation_not_found");
        Assert.That(await ListedAsync(admin), Is.EquivalentTo(new[] { ("Hola de nuevo", 2), ("Hola", 2) }));
    }

    [Test]
    public async Task An_answer_under_way_reaches_its_reader_and_does_not_bring_the_conversation_back()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        await using var application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        var (conversation, gate) = (RandomIds.NewKey(), new ModelGate());
        model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));

        var answering = application.AskAsync(Question, conversation);
        await gate.Reached;
        using var deleted = await admin.DeleteAsync($"{Conversations}/{conversation}");
        gate.Open();
        var events = await answering;

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((events.Text(), events.FinishReason()), Is.EqualTo(("El plazo es de 30 días [1].", "stop")));
        Assert.That(await ListedAsync(admin), Is.Empty);
    }

    [TestCase("old-front-end-1")]
    [TestCase("6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11")]
    public async Task Knows_no_conversation_under_a_malformed_or_an_unknown_id(string id)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        await (await admin.DeleteAsync($"{Conversations}/{id}")).AssertProblemAsync(HttpStatusCode.NotFound, "conversation_not_found");
    }

    [Test]
    public async Task Others_than_admins_are_kept_out_even_by_knowing_the_id()
    {
        await using var application = new RagApplication().WithRealModel();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");
        using var visitor = application.Client();
        var conversation = RandomIds.NewKey();
        await application.AskAsync("Hola", conversation);

        await (await ana.DeleteAsync($"{Conversations}/{conversation}")).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await visitor.DeleteAsync($"{Conversations}/{conversation}")).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        Assert.That(await visitor.GetStringAsync($"/api/v1/chat/history/{conversation}"), Does.Contain("Hola"));
    }

    private static async Task<IEnumerable<(string?, int)>> ListedAsync(HttpClient admin) =>
        (await admin.GetFromJsonAsync<JsonObject>(Conversations))!["items"]!.AsArray()
            .Select(item => ((string?)item!["first_question"], (int)item["messages"]!));
}
