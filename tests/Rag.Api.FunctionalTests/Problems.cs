using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests;

internal static class Problems
{
    /// <summary>Asserts that an answer is a problem of this status and code in the one shape, and returns it.</summary>
    public static async Task<JsonObject> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.That(response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var names = new List<string> { "type", "title", "status", "detail", "code", "request_id" };
        if (status == HttpStatusCode.UnprocessableEntity)
        {
            names.Add("errors");
        }

        Assert.That(problem.Select(field => field.Key), Is.EquivalentTo(names));
        Assert.That((string?)problem["code"], Is.EqualTo(code));
        Assert.That((int?)problem["status"], Is.EqualTo((int)status));
        Assert.That((string?)problem["detail"], Is.Not.Empty);
        Assert.That((string?)problem["request_id"], Is.EqualTo(response.Headers.GetValues("X-Request-ID").Single()));
        return problem;
    }

    /// <summary>The places of the invalid fields, each joined by points.</summary>
    public static IEnumerable<string> Locations(this JsonObject problem) =>
        problem["errors"]!.AsArray().Select(error => string.Join('.', error!["loc"]!.AsArray().Select(part => (string)part!)));
}
