using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Bot;

namespace Rag.Api.FunctionalTests.Docs;

/// <summary>What makes no difference to a request.</summary>
public sealed class AddressTests
{
    [Test]
    public async Task A_trailing_slash_makes_no_difference_on_any_route()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        var document = (await client.GetFromJsonAsync<JsonObject>("/swagger/v1/swagger.json"))!;
        var operations =
            (from path in document["paths"]!.AsObject()
             from operation in path.Value!.AsObject()
             select (Method: new HttpMethod(operation.Key.ToUpperInvariant()), Path: Filled(path.Key))).ToList();

        foreach (var (method, path) in operations)
        {
            var (status, code) = await CallAsync(client, method, path);
            var slashed = await CallAsync(client, method, path + "/");

            Assert.That(slashed, Is.EqualTo((status, code)), $"{method} {path}");
            Assert.That(code, Is.Not.EqualTo("not_found"), $"{method} {path}");
        }

        Assert.That(operations, Has.Count.GreaterThan(20));
    }

    [Test]
    public async Task Fields_that_nobody_knows_are_ignored()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        using var login = await application.Client().PostAsJsonAsync(
            "/api/v1/auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password, remember = true, device = new { os = "x" } });
        var config = await (await admin.PutConfigAsync("""{"bot_name":"Ana","bot_nam":"x","extra":[1,{"a":null}]}""")).JsonAsync();
        using var user = await admin.PostAsJsonAsync("/api/v1/users", new { email = "ana@example.com", password = "Secreta-2026", id = "x", roles = new[] { "root" } });
        using var list = await admin.GetAsync("/api/v1/users?limit=1&unknown=x");

        Assert.That(login.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)config["bot_name"], Is.EqualTo("Ana"));
        Assert.That((user.StatusCode, (bool?)(await user.JsonAsync())["is_admin"]), Is.EqualTo((HttpStatusCode.Created, false)));
        Assert.That(list.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static string Filled(string path) => string.Join('/', path.Split('/').Select(part =>
        !part.StartsWith('{') ? part : part == "{number}" ? "1" : "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11"));

    // Anonymous and empty: a route that is found answers 401, 422 or 200, and nothing is changed.
    private static async Task<(HttpStatusCode Status, string? Code)> CallAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request);
        var code = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["code"]
            : null;
        return (response.StatusCode, code);
    }
}
