using System.Net;
using System.Net.Http.Json;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Bot;

public sealed class BotStateTests
{
    private const string State = "/api/v1/bot/state";
    private const string Toggle = "/api/v1/bot/toggle";

    [Test]
    public async Task A_bot_that_is_switched_off_refuses_at_once_and_after_a_restart()
    {
        using var storage = new TemporaryFolder();
        await using (var first = new RagApplication().With("STORAGE_DIR", storage.Path))
        {
            using var admin = await first.SignedInAsync();
            var before = await (await admin.GetAsync(State)).JsonAsync();
            var off = await (await admin.PostAsync(Toggle, content: null)).JsonAsync();
            Assert.That(((bool?)before["is_active"], (bool?)off["is_active"]), Is.EqualTo((true, false)));
            Assert.That(before["last_activity"], Is.Null);
            Assert.That((string?)off["last_activity"], Is.EqualTo("2026-03-02T09:30:00.000Z"));
            Assert.That((string?)off["message"], Is.Not.Empty);
            await AssertOffAsync(first);
        }

        await using var second = new RagApplication().With("STORAGE_DIR", storage.Path);
        await AssertOffAsync(second);
    }

    [Test]
    public async Task It_is_set_to_what_is_asked_for_however_often()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        foreach (var isActive in (bool[])[false, false, true])
        {
            var state = await (await admin.PutAsJsonAsync(State, new { is_active = isActive })).JsonAsync();
            Assert.That((bool?)state["is_active"], Is.EqualTo(isActive));
            Assert.That((bool?)(await (await admin.GetAsync(State)).JsonAsync())["is_active"], Is.EqualTo(isActive));
        }
    }

    [Test]
    public async Task Every_one_of_many_toggles_at_once_counts()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 11).Select(async _ => await (await admin.PostAsync(Toggle, content: null)).JsonAsync()));

        Assert.That(answers.Count(answer => (bool)answer["is_active"]!), Is.EqualTo(5));
        Assert.That((bool?)(await (await admin.GetAsync(State)).JsonAsync())["is_active"], Is.False);
    }

    [TestCase("{}")]
    [TestCase("""{"is_active":null}""")]
    [TestCase("""{"is_active":"yes"}""")]
    [TestCase("""{"is_active":1}""")]
    public async Task A_state_that_is_none_is_refused_by_name(string body)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var response = await admin.PutAsync(State, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { "body.is_active" }));
    }

    [Test]
    public async Task Only_an_admin_may()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");

        var response = await ana.PostAsync(Toggle, content: null);

        await response.AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static async Task AssertOffAsync(RagApplication application)
    {
        using var visitor = application.Client();
        var response = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = "hola" });
        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "bot_inactive");
    }
}
