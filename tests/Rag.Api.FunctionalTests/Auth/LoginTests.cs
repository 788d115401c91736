using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Users;

namespace Rag.Api.FunctionalTests.Auth;

public sealed class LoginTests
{
    [Test]
    public async Task Gives_a_pair_of_tokens_and_their_lifetime()
    {
        await using var application = new RagApplication();

        var response = await LoginAsync(application, "  " + RagApplication.AdminEmail.ToUpperInvariant(), RagApplication.Password);

        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Select(field => field.Key), Is.EqualTo(new[] { "access_token", "refresh_token", "token_type", "expires_in" }));
        Assert.That((string?)answer["token_type"], Is.EqualTo("bearer"));
        Assert.That((int?)answer["expires_in"], Is.EqualTo(1800));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task Lives_as_long_as_is_configured()
    {
        await using var application = new RagApplication().With("JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "5");

        var response = await LoginAsync(application, RagApplication.AdminEmail, RagApplication.Password);

        Assert.That((int?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["expires_in"], Is.EqualTo(300));
    }

    [Test]
    public async Task Unknown_wrong_and_inactive_answer_alike()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("sleeping@example.com", isActive: false);

        var answers = new List<JsonObject>();
        foreach (var (email, password) in new[]
        {
            ("nobody@example.com", RagApplication.Password),
            (RagApplication.AdminEmail, "Wrong-2026"),
            ("sleeping@example.com", RagApplication.Password),
            (RagApplication.AdminEmail, RagApplication.Password + new string('x', 80)),
        })
        {
            var response = await LoginAsync(application, email, password);
            var problem = await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
            problem.Remove("request_id");
            answers.Add(problem);
        }

        Assert.That(answers.Select(answer => answer.ToJsonString()).Distinct().ToArray(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Me_is_the_stored_user_with_the_time_of_the_login()
    {
        await using var application = new RagApplication();
        using var client = await application.SignedInAsync();

        var me = (await client.GetFromJsonAsync<JsonObject>("/api/v1/auth/me"))!;

        Assert.That(
            me.Select(field => field.Key),
            Is.EqualTo(new[] { "id", "username", "email", "full_name", "is_active", "is_admin", "created_at", "updated_at", "last_login" }));
        Assert.That((string?)me["email"], Is.EqualTo(RagApplication.AdminEmail));
        Assert.That((bool?)me["is_admin"], Is.True);
        Assert.That(me["full_name"], Is.Null);
        Assert.That((string?)me["last_login"], Is.EqualTo("2026-03-02T09:30:00.000Z"));
    }

    [Test]
    public async Task Logout_ends_access_and_refresh()
    {
        await using var application = new RagApplication();
        var tokens = await application.LoginAsync();
        using var client = application.Client(tokens.Access);

        var response = await client.PostAsync("/api/v1/auth/logout", content: null);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["message"], Is.Not.Empty);
        await (await client.GetAsync("/api/v1/auth/me")).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        await (await client.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Refresh }))
            .AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task Logout_ends_the_session_of_the_refresh_token_in_its_body_too()
    {
        await using var application = new RagApplication();
        var (here, there) = (await application.LoginAsync(), await application.LoginAsync());

        var response = await application.Client(here.Access).PostAsJsonAsync("/api/v1/auth/logout", new { refresh_token = there.Refresh });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await (await application.Client(there.Access).GetAsync("/api/v1/auth/me"))
            .AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Test]
    public async Task The_first_admin_is_made_once()
    {
        await using var application = new RagApplication();
        application.StartServer();

        var users = application.Services.GetRequiredService<IUserRepository>();

        Assert.That(await users.AnyActiveAdminAsync(CancellationToken.None), Is.True);
        Assert.That(await users.FindByEmailAsync("ADMIN@EXAMPLE.COM", CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task Health_of_this_part_is_public()
    {
        await using var application = new RagApplication();

        var answer = await application.Client().GetFromJsonAsync<JsonObject>("/api/v1/auth/health");

        Assert.That(answer!.ToJsonString(), Is.EqualTo("""{"status":"healthy","service":"authentication"}"""));
    }

    private static Task<HttpResponseMessage> LoginAsync(RagApplication application, string email, string password) =>
        application.Client().PostAsJsonAsync("/api/v1/auth/login", new { email, password });
}
