using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>The OpenAPI document, the routes that are served and the authorisation matrix say the same.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class ContractTests
{
    private RagApplication _application = null!;
    private OpenApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _application = new RagApplication();
        _api = await OpenApi.OfAsync(_application);
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _application.DisposeAsync();

    [Test]
    public void Every_operation_has_a_row_in_the_matrix_and_every_row_an_operation() =>
        Assert.That(_api.Operations.Keys, Is.EquivalentTo(AuthorisationMatrix.Rows.Keys.Except(AuthorisationMatrix.Undocumented)));

    [Test]
    public void Every_route_that_is_served_is_in_the_matrix()
    {
        var served =
            from route in _application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where route.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
            from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} /{route.RoutePattern.RawText}";

        Assert.That(served, Is.EquivalentTo(AuthorisationMatrix.Rows.Keys));
    }

    [Test]
    public void Every_operation_documents_its_access_and_its_problems()
    {
        foreach (var (name, operation) in _api.Operations)
        {
            var caller = AuthorisationMatrix.Rows[name];
            var problems = operation["responses"]!.AsObject()
                .Where(response => response.Value!["content"]?["application/problem+json"] is not null)
                .Select(response => response.Key).ToList();
            var isHealth = name.StartsWith("GET /api/v1/health", StringComparison.Ordinal);

            Assert.That(operation["security"] is not null, Is.EqualTo(caller != Caller.Anyone), name);
            Assert.That(problems.Contains("500"), name);
            Assert.That(problems.Contains("429"), Is.EqualTo(!isHealth), name);
            // The cookie without its header is 403 as well.
            Assert.That(problems.Contains("403"), Is.EqualTo(caller == Caller.Admin || name.EndsWith("/refresh", StringComparison.Ordinal) || name.EndsWith("/logout", StringComparison.Ordinal)), name);
            Assert.That(caller == Caller.Anyone || problems.Contains("401"), name);
            Assert.That(problems.Contains("422"), Is.EqualTo(TakesInput(operation)), name);
            Assert.That(operation["requestBody"] is null || problems.Contains("400"), name);
        }
    }

    [Test]
    public void Every_json_body_has_a_good_example_of_all_its_fields_for_the_bad_input_tests()
    {
        foreach (var name in _api.Operations.Keys)
        {
            var schema = _api.BodyOf(name);
            Assert.That(GoodBodies.ByRoute.ContainsKey(name), Is.EqualTo(schema is not null), name);
            Assert.That((GoodBodies.ByRoute.GetValueOrDefault(name) ?? []).Select(field => field.Key), Is.EquivalentTo(FieldsOf(schema)), name);
        }
    }

    [Test]
    public void Fields_that_have_a_default_are_not_required_and_others_are_ignored()
    {
        Assert.That(Required("POST /api/v1/rag/reindex-pdf"), Is.EqualTo(new[] { "filename" }));
        Assert.That(Required("POST /api/v1/rag/retrieve-debug"), Is.EqualTo(new[] { "query" }));
        Assert.That(Required("PUT /api/v1/bot/state"), Is.EqualTo(new[] { "is_active" }));
        Assert.That(_api.Operations.Keys.Where(name => _api.BodyOf(name)?["additionalProperties"] is not null), Is.Empty);
    }

    // A header that makes no sense is not refused.
    private static bool TakesInput(JsonNode operation) => operation["requestBody"] is not null
        || operation["parameters"]?.AsArray().Any(parameter => (string?)parameter!["in"] != "header") is true;

    private static IEnumerable<string> FieldsOf(JsonObject? schema) => schema?["properties"]?.AsObject().Select(field => field.Key) ?? [];

    private IEnumerable<string?> Required(string name) => _api.BodyOf(name)!["required"]?.AsArray().Select(field => (string?)field) ?? [];
}
