using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Users;

public sealed class UserAccessTests
{
    private const string Users = "/api/v1/users";
    private const string Me = "/api/v1/auth/me";

    [Test]
    public async Task Deactivating_ends_the_sessions_for_good()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var ana = await application.AddUserAsync("ana@example.com");
        var tokens = await application.LoginAsync("ana@example.com");

        await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { is_active = false });
        await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { is_active = true });

        await AssertSignedOutAsync(application, tokens);
    }

    [Test]
    public async Task A_new_password_ends_the_sessions_and_signs_in()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var ana = await application.AddUserAsync("ana@example.com");
        var tokens = await application.LoginAsync("ana@example.com");

        var response = await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { password = "Otra-clave-9" });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await AssertSignedOutAsync(application, tokens);
        await application.LoginAsync("ana@example.com", "Otra-clave-9");
    }

    [Test]
    public async Task Deleting_ends_the_sessions()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var ana = await application.AddUserAsync("ana@example.com");
        var tokens = await application.LoginAsync("ana@example.com");

        var response = await admin.DeleteAsync($"{Users}/{ana.Id}");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await AssertSignedOutAsync(application, tokens);
    }

    [TestCase("last_admin")]
    [TestCase("own_account")]
    public async Task Admins_cannot_take_away_their_own_account(string code)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        await application.AddUserAsync("second@example.com", isAdmin: true, isActive: code == "own_account");
        var id = (string?)(await admin.GetFromJsonAsync<JsonObject>(Me))!["id"];

        await (await admin.DeleteAsync($"{Users}/{id}")).AssertProblemAsync(HttpStatusCode.Conflict, code);
        await (await admin.PatchAsJsonAsync($"{Users}/{id}", new { is_active = false })).AssertProblemAsync(HttpStatusCode.Conflict, code);
        await (await admin.PatchAsJsonAsync($"{Users}/{id}", new { is_admin = false })).AssertProblemAsync(HttpStatusCode.Conflict, code);
        Assert.That((await admin.PatchAsJsonAsync($"{Users}/{id}", new { is_admin = true })).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Two_admins_who_take_away_each_other_at_once_leave_one()
    {
        await using var application = new RagApplication();
        var second = await application.AddUserAsync("second@example.com", isAdmin: true);
        using var first = await application.SignedInAsync();
        using var other = await application.SignedInAsync("second@example.com");
        var id = (string?)(await first.GetFromJsonAsync<JsonObject>(Me))!["id"];

        var answers = await Task.WhenAll(
            first.PatchAsJsonAsync($"{Users}/{second.Id}", new { is_admin = false }), other.DeleteAsync($"{Users}/{id}"));

        Assert.That(answers.Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(1));
        var remaining = answers[0].IsSuccessStatusCode ? first : other;
        Assert.That((await remaining.GetAsync(Users)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task AssertSignedOutAsync(RagApplication application, Tokens tokens)
    {
        await (await application.Client(tokens.Access).GetAsync(Me)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        await (await application.Client().PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Refresh }))
            .AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
