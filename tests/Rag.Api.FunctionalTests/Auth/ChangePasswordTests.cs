using System.Net;
using System.Net.Http.Json;

namespace Rag.Api.FunctionalTests.Auth;

public sealed class ChangePasswordTests
{
    private const string Path = "/api/v1/auth/change-password";
    private const string Me = "/api/v1/auth/me";
    private const string NewPassword = "Otra-clave-9";

    [Test]
    public async Task Ends_every_other_session_and_keeps_this_one()
    {
        await using var application = new RagApplication();
        var (here, there) = (await application.LoginAsync(), await application.LoginAsync());
        using var client = application.Client(here.Access);

        var response = await ChangeAsync(client, RagApplication.Password, NewPassword);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await client.GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await (await application.Client(there.Access).GetAsync(Me)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        await application.LoginAsync(password: NewPassword);
        using var stranger = application.Client();
        var old = await stranger.PostAsJsonAsync("/api/v1/auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password });
        await old.AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [TestCase("Wrong-2026", NewPassword, "wrong_password", "body.current_password")]
    [TestCase(RagApplication.Password, "weak", "validation_error", "body.new_password")]
    public async Task Refuses_a_wrong_or_a_weak_password_and_ends_nothing(string current, string next, string code, string place)
    {
        await using var application = new RagApplication();
        var other = await application.LoginAsync();
        using var client = await application.SignedInAsync();

        var response = await ChangeAsync(client, current, next);

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, code);
        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
        Assert.That((await application.Client(other.Access).GetAsync(Me)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await application.LoginAsync();
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string current, string next) =>
        client.PostAsJsonAsync(Path, new { current_password = current, new_password = next });
}
