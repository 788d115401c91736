using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Docs;

public sealed class DocsTests
{
    [Test]
    public async Task Page_document_and_the_old_address_are_there()
    {
        await using var application = new RagApplication();
        using var client = application.Client();

        var page = await client.GetAsync("/swagger/index.html");
        var document = await client.GetAsync("/swagger/v1/swagger.json");
        var old = await client.GetAsync("/docs");

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(document.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(old.Headers.Location, Is.EqualTo(new Uri("/swagger", UriKind.Relative)));
    }

    [TestCase("/swagger")]
    [TestCase("/swagger/index.html")]
    [TestCase("/swagger/v1/swagger.json")]
    [TestCase("/docs")]
    public async Task Nothing_of_it_is_there_when_it_is_switched_off(string path)
    {
        await using var application = new RagApplication().With("ENABLE_DOCS", "off");

        var response = await application.Client().GetAsync(path);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task The_document_carries_the_deployments_names()
    {
        await using var application = new RagApplication()
            .With("APP_TITLE", "Asistente").With("APP_DESCRIPTION", "Responde").With("APP_VERSION", "2.0");

        var info = (await DocumentAsync(application))["info"]!;

        Assert.That(((string?)info["title"], (string?)info["description"], (string?)info["version"]), Is.EqualTo(("Asistente", "Responde", "2.0")));
    }

    [Test]
    public async Task Every_operation_is_described_and_documents_its_problems_in_the_one_shape()
    {
        await using var application = new RagApplication();

        foreach (var (name, operation) in Operations(await DocumentAsync(application)))
        {
            Assert.That((string?)operation["summary"], Is.Not.Null.And.Not.Empty, name);
            var problems = operation["responses"]!.AsObject().Where(response => response.Value!["content"]?["application/problem+json"] is not null).ToList();
            Assert.That(problems.Select(problem => problem.Key), Does.Contain("500"), name);
            foreach (var (_, problem) in problems)
            {
                Assert.That(
                    (string?)problem!["content"]!["application/problem+json"]!["schema"]!["$ref"],
                    Is.EqualTo("#/components/schemas/ProblemResponse"),
                    name);
            }
        }
    }

    [Test]
    public async Task Only_what_needs_a_token_asks_for_one()
    {
        await using var application = new RagApplication();

        var operations = Operations(await DocumentAsync(application)).ToDictionary(pair => pair.Name, pair => pair.Operation);

        Assert.That(operations["get /api/v1/auth/me"]["security"]!.ToJsonString(), Is.EqualTo("""[{"bearer":[]}]"""));
        Assert.That(operations["get /api/v1/auth/me"]["responses"]!["401"], Is.Not.Null);
        Assert.That(operations["post /api/v1/auth/login"]["security"], Is.Null);
        Assert.That(
            operations.Where(pair => pair.Value["security"] is null && pair.Value["responses"]!["403"] is not null).Select(pair => pair.Key),
            Is.EqualTo(new[] { "post /api/v1/auth/refresh" }), "With the cookie it asks for a header.");
        Assert.That(
            operations["post /api/v1/auth/refresh"]["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]),
            Is.EqualTo(new[] { "X-Requested-With" }));
        Assert.That((bool?)operations["post /api/v1/auth/refresh"]["requestBody"]!["required"], Is.Not.True);
        Assert.That(operations.Keys, Does.Not.Contain("get /api/v1/auth/health"));
    }

    [Test]
    public async Task Fields_have_the_names_and_the_examples_that_are_used()
    {
        await using var application = new RagApplication();

        var login = (await DocumentAsync(application))["components"]!["schemas"]!["LoginRequest"]!;

        Assert.That(login["properties"]!.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "email", "password", "cookie" }));
        Assert.That(login["required"]!.AsArray().Select(name => (string?)name), Is.EquivalentTo(new[] { "email", "password" }));
        Assert.That((string?)login["properties"]!["email"]!["example"], Is.EqualTo("admin@example.com"));
    }

    [Test]
    public async Task The_headers_that_matter_are_documented()
    {
        await using var application = new RagApplication();

        var operations = Operations(await DocumentAsync(application)).ToDictionary(pair => pair.Name, pair => pair.Operation);
        var change = operations["put /api/v1/bot/config"];

        Assert.That(change["parameters"]!.AsArray().Select(one => ((string?)one!["in"], (string?)one["name"])), Does.Contain(("header", "If-Match")));
        Assert.That(change["responses"]!["200"]!["headers"]!["ETag"], Is.Not.Null);
        Assert.That(operations["get /api/v1/bot/config"]["responses"]!["200"]!["headers"]!["ETag"], Is.Not.Null);
        Assert.That(operations["get /api/v1/chat/history/{conversationId}"]["responses"]!["200"]!["headers"]!["X-Total-Messages"], Is.Not.Null);
        Assert.That(operations["post /api/v1/pdfs/upload"]["responses"]!["503"]!["headers"]!["Retry-After"], Is.Not.Null);
    }

    private static async Task<JsonObject> DocumentAsync(RagApplication application) =>
        (await application.Client().GetFromJsonAsync<JsonObject>("/swagger/v1/swagger.json"))!;

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!);
}
