using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Users;

public sealed class UserTests
{
    private const string Users = "/api/v1/users";

    [Test]
    public async Task A_new_user_can_sign_in_and_is_listed_first()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        application.Time.Advance(TimeSpan.FromSeconds(1));

        var response = await admin.PostAsJsonAsync(
            Users, new { email = "Ana@Example.com", password = "Otra-clave-9", full_name = "Ana Núñez", extra = "ignored" });
        var created = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        await application.LoginAsync("ana@example.com", "Otra-clave-9");
        var list = (await admin.GetFromJsonAsync<JsonObject>(Users))!;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(
            created.Select(field => field.Key),
            Is.EqualTo(new[] { "id", "username", "email", "full_name", "is_active", "is_admin", "created_at", "updated_at", "last_login" }));
        Assert.That(((string?)created["username"], (bool?)created["is_admin"], (bool?)created["is_active"]), Is.EqualTo(("Ana", false, true)));
        Assert.That(list.Select(field => field.Key), Is.EqualTo(new[] { "items", "total", "skip", "limit" }));
        Assert.That(((int?)list["total"], (int?)list["skip"], (int?)list["limit"]), Is.EqualTo((2, 0, 20)));
        Assert.That((string?)list["items"]![0]!["id"], Is.EqualTo((string?)created["id"]));
    }

    [TestCase("?search=%25", "")]
    [TestCase("?search=BERTA%40", "berta")]
    [TestCase("?role=admin", "admin")]
    [TestCase("?role=user&is_active=true", "berta")]
    [TestCase("?is_active=false", "ana")]
    [TestCase("?skip=1&limit=1", "ana")]
    public async Task Lists_those_who_are_asked_for(string query, string expected)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        application.Time.Advance(TimeSpan.FromSeconds(1));
        await application.AddUserAsync("ana@example.com", isActive: false);
        application.Time.Advance(TimeSpan.FromSeconds(1));
        await application.AddUserAsync("berta@example.com");

        var list = (await admin.GetFromJsonAsync<JsonObject>(Users + query))!;

        Assert.That(string.Join(' ', list["items"]!.AsArray().Select(user => (string?)user!["username"])), Is.EqualTo(expected));
    }

    [TestCase("?skip=-1", "query.skip")]
    [TestCase("?limit=0", "query.limit")]
    [TestCase("?limit=101", "query.limit")]
    [TestCase("?limit=x", "query.limit")]
    [TestCase("?role=owner", "query.role")]
    public async Task Refuses_a_wrong_question(string query, string place)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var problem = await (await admin.GetAsync(Users + query)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");

        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
    }

    [TestCase("""{"password":"Secreta-2026"}""", "body.email")]
    [TestCase("""{"email":"ana","password":"Secreta-2026"}""", "body.email")]
    [TestCase("""{"email":"a na@example.com","password":"Secreta-2026"}""", "body.email")]
    [TestCase("""{"email":"ana@example.com","password":"secreta-2026"}""", "body.password")]
    [TestCase("""{"email":"ana@example.com","password":"Secreta2026"}""", "body.password")]
    [TestCase("""{"email":"ana@example.com","password":"Secreta-2026","username":"an"}""", "body.username")]
    public async Task Refuses_a_user_who_cannot_be(string body, string place)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var response = await admin.PostAsync(Users, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
    }

    [Test]
    public async Task Refuses_what_is_taken_and_makes_a_user_name_unique()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        await application.AddUserAsync("ana@example.com");

        var sameAddress = await admin.PostAsJsonAsync(Users, new { email = "ANA@example.com", password = RagApplication.Password });
        var sameName = await admin.PostAsJsonAsync(Users, new { email = "a@other.com", password = RagApplication.Password, username = "ana" });
        var noName = await admin.PostAsJsonAsync(Users, new { email = "ana@other.com", password = RagApplication.Password });
        var shortName = await admin.PostAsJsonAsync(Users, new { email = "x@other.com", password = RagApplication.Password });

        await sameAddress.AssertProblemAsync(HttpStatusCode.Conflict, "email_taken");
        await sameName.AssertProblemAsync(HttpStatusCode.Conflict, "username_taken");
        Assert.That((string?)(await noName.Content.ReadFromJsonAsync<JsonObject>())!["username"], Does.Match("^ana-[0-9a-f]{8}$"));
        Assert.That((string?)(await shortName.Content.ReadFromJsonAsync<JsonObject>())!["username"], Does.Match("^x-[0-9a-f]{8}$"));
    }

    [Test]
    public async Task Changes_what_is_named_and_nothing_else()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var ana = await application.AddUserAsync("ana@example.com");

        await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { full_name = "Ana Núñez" });
        var response = await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { email = "anna@example.com", is_admin = true, username = "ignored" });
        var changed = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var cleared = await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { full_name = (string?)null });

        Assert.That(((string?)changed["email"], (string?)changed["full_name"], (string?)changed["username"]), Is.EqualTo(("anna@example.com", "Ana Núñez", "ana")));
        Assert.That(((bool?)changed["is_admin"], (bool?)changed["is_active"]), Is.EqualTo((true, true)));
        Assert.That((await cleared.Content.ReadFromJsonAsync<JsonObject>())!["full_name"], Is.Null);
    }

    [Test]
    public async Task Refuses_a_change_to_what_is_taken_or_weak()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();
        var ana = await application.AddUserAsync("ana@example.com");

        var taken = await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { email = RagApplication.AdminEmail.ToUpperInvariant() });
        var weak = await admin.PatchAsJsonAsync($"{Users}/{ana.Id}", new { password = "short" });

        await taken.AssertProblemAsync(HttpStatusCode.Conflict, "email_taken");
        await weak.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
    }

    [TestCase("1")]
    [TestCase("0198c2f1-7d3e-7a10-8a52-3f6f0c5f8f11")]
    public async Task Knows_nobody_under_a_malformed_or_an_unknown_id(string id)
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        await (await admin.PatchAsJsonAsync($"{Users}/{id}", new { is_admin = true })).AssertProblemAsync(HttpStatusCode.NotFound, "user_not_found");
        await (await admin.DeleteAsync($"{Users}/{id}")).AssertProblemAsync(HttpStatusCode.NotFound, "user_not_found");
    }

    [Test]
    public async Task Others_than_admins_are_kept_out()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");

        await (await ana.GetAsync(Users)).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }
}
