using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Auth;

public sealed class RefreshTests
{
    [Test]
    public async Task Gives_a_new_pair_that_works()
    {
        await using var application = new RagApplication();
        var first = await application.LoginAsync();
        application.Time.Advance(TimeSpan.FromMinutes(31));

        var second = await RefreshAsync(application, first.Refresh);

        Assert.That(second.Access, Is.Not.EqualTo(first.Access));
        Assert.That(second.Refresh, Is.Not.EqualTo(first.Refresh));
        Assert.That((await application.Client(second.Access).GetAsync("/api/v1/auth/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_spent_token_within_the_grace_returns_the_same_pair()
    {
        await using var application = new RagApplication();
        var first = await application.LoginAsync();
        var second = await RefreshAsync(application, first.Refresh);
        application.Time.Advance(TimeSpan.FromSeconds(10));

        var again = await RefreshAsync(application, first.Refresh);

        Assert.That(again, Is.EqualTo(second));
    }

    [Test]
    public async Task A_spent_token_after_the_grace_ends_the_whole_family()
    {
        await using var application = new RagApplication();
        var first = await application.LoginAsync();
        var second = await RefreshAsync(application, first.Refresh);
        application.Time.Advance(TimeSpan.FromSeconds(11));

        await AssertRefusedAsync(application, first.Refresh);

        await AssertRefusedAsync(application, second.Refresh);
        await (await application.Client(second.Access).GetAsync("/api/v1/auth/me"))
            .AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task Another_session_of_the_same_user_survives_the_end_of_a_family()
    {
        await using var application = new RagApplication();
        var (stolen, other) = (await application.LoginAsync(), await application.LoginAsync());
        await RefreshAsync(application, stolen.Refresh);
        application.Time.Advance(TimeSpan.FromSeconds(11));

        await AssertRefusedAsync(application, stolen.Refresh);

        Assert.That((await RefreshAsync(application, other.Refresh)).Access, Is.Not.Empty);
    }

    [Test]
    public async Task Of_many_at_once_all_get_the_same_pair()
    {
        await using var application = new RagApplication();
        var first = await application.LoginAsync();

        var pairs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(application, first.Refresh)));

        Assert.That(pairs.Distinct().ToArray(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Expires_when_it_is_not_used()
    {
        await using var application = new RagApplication();
        var first = await application.LoginAsync();
        application.Time.Advance(TimeSpan.FromDays(7));

        await AssertRefusedAsync(application, first.Refresh);
    }

    [Test]
    public async Task Refuses_an_access_token_and_garbage()
    {
        await using var application = new RagApplication();
        var tokens = await application.LoginAsync();

        await AssertRefusedAsync(application, tokens.Access);
        await AssertRefusedAsync(application, "garbage");
    }

    [Test]
    public async Task Refuses_a_user_who_was_deactivated()
    {
        await using var application = new RagApplication();
        var user = await application.AddUserAsync("ana@example.com");
        var tokens = await application.LoginAsync("ana@example.com");
        await application.SaveUserAsync(user with { IsActive = false });

        await AssertRefusedAsync(application, tokens.Refresh);
    }

    private static async Task<Tokens> RefreshAsync(RagApplication application, string token)
    {
        var response = await application.Client().PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = token });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return Tokens.Of((await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private static async Task AssertRefusedAsync(RagApplication application, string token)
    {
        var response = await application.Client().PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = token });
        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
