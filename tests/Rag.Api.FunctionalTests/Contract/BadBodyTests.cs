using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>Every route that takes JSON with every field missing, null, of the wrong type, too long, out of range, and with others.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class BadBodyTests
{
    private BadInputSession _session = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _session = await BadInputSession.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _session.DisposeAsync();

    [TestCaseSource(nameof(Routes))]
    public async Task A_required_field_that_is_missing_or_null_is_named(string route)
    {
        foreach (var field in RequiredOf(route))
        {
            await AssertNamedAsync(route, With(route, field, Change.Removed), field);
            await AssertNamedAsync(route, With(route, field, Change.Null), field);
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task A_field_of_the_wrong_type_is_named(string route)
    {
        foreach (var (field, schema) in FieldsOf(route))
        {
            foreach (var wrong in WrongFor((string?)_session.Api.Resolve(schema)["type"]))
            {
                await AssertNamedAsync(route, With(route, field, new Change(JsonNode.Parse(wrong))), field);
            }
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task A_field_that_is_too_long_or_out_of_range_is_refused(string route)
    {
        foreach (var (field, schema) in FieldsOf(route))
        {
            // Logout is done whatever else it was to end.
            foreach (var extreme in route.EndsWith("logout", StringComparison.Ordinal) ? [] : ExtremesFor((string?)_session.Api.Resolve(schema)["type"]))
            {
                var response = await _session.SendAsync(route, Json(With(route, field, new Change(extreme))));
                Assert.That((int)response.StatusCode, Is.InRange(400, 499), $"{route} {field}");
                await BadInputSession.AssertHarmlessAsync(response, $"{route} {field}");
            }
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task Odd_text_in_a_field_breaks_nothing(string route)
    {
        foreach (var (field, schema) in FieldsOf(route).Where(pair => (string?)_session.Api.Resolve(pair.Schema)["type"] == "string"))
        {
            foreach (var odd in OddTexts)
            {
                var response = await _session.SendAsync(route, Json(With(route, field, new Change(odd))));
                await BadInputSession.AssertHarmlessAsync(response, $"{route} {field} {odd}");
            }
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task A_body_that_is_none_is_refused(string route)
    {
        foreach (var (body, status) in BadBodies)
        {
            // Logout works without a body, and one that is empty is without.
            var response = await _session.SendAsync(route, body());
            Assert.That((int)response.StatusCode, Is.EqualTo(status), $"{route} {await response.Content.ReadAsStringAsync()}");
            await BadInputSession.AssertHarmlessAsync(response, route);
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task Unknown_fields_are_ignored_and_nobody_becomes_what_they_say(string route)
    {
        var before = await _session.UserAsync();
        var body = GoodRequests.Copy(GoodBodies.ByRoute[route]);
        foreach (var (name, value) in JsonNode.Parse(
            """
            {"is_admin": true, "isAdmin": true, "IsAdmin": true, "role": "admin", "is_active": false, "id": "1", "_id": "1", "user_id": "1",
             "hashed_password": "x", "created_at": "1999-01-01T00:00:00Z", "updated_by": {"$ne": null}, "is_preview": true, "__proto__": {"a": 1}}
            """)!.AsObject())
        {
            body.TryAdd(name, value?.DeepClone());
        }

        var plain = await _session.SendAsync(route, Json(GoodBodies.ByRoute[route]), asOrdinaryUser: true);
        var mixed = await _session.SendAsync(route, Json(body), asOrdinaryUser: true);

        Assert.That(mixed.StatusCode, Is.EqualTo(plain.StatusCode), await mixed.Content.ReadAsStringAsync());
        var after = await _session.UserAsync();
        Assert.That((after.IsAdmin, after.IsActive, after.Id, after.CreatedAt), Is.EqualTo((before.IsAdmin, before.IsActive, before.Id, before.CreatedAt)));
    }

    private static readonly string[] OddTexts =
        ["", " ", "\0", "a\0b", "\u202Ea", "\uFFFF", "💥", "' OR 1=1 --", "{\"$ne\":null}", "../../etc/passwd", "%00", "<script>alert(1)</script>", "=1+1", "e\u0301"];

    private static readonly (Func<HttpContent> Body, int Status)[] BadBodies =
    [
        (() => GoodRequests.Json("{"), 400),
        (() => GoodRequests.Json("nonsense"), 400),
        (() => Bytes(Encoding.Unicode.GetBytes("{ \"a\": 1 }")), 400),
        (() => GoodRequests.Json(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))), 400),
        (() => GoodRequests.Json("[]"), 422),
        (() => GoodRequests.Json("\"text\""), 422),
        (() => GoodRequests.Json("17"), 422),
        (() => new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"), 415),
        (() => new StringContent("{}", Encoding.UTF8, "text/plain"), 415),
        (() => GoodRequests.Json($"{{\"a\":\"{new string('a', 12 << 20)}\"}}"), 413),
    ];

    private static IEnumerable<string> Routes() => GoodBodies.ByRoute.Keys;

    private static IEnumerable<string> WrongFor(string? type) => type switch
    {
        "string" => ["1", "true", "[]", "{}"],
        "boolean" => ["\"true\"", "1", "[]", "{}"],
        "integer" => ["\"4\"", "1.5", "true", "[]", "99999999999999999999"],
        "number" => ["\"0.5\"", "true", "{}"],
        "array" => ["\"a\"", "1", "{}", "[1]", "[null]", "[[]]"],
        _ => ["\"a\"", "1", "[]"],
    };

    private static IEnumerable<JsonNode> ExtremesFor(string? type) => type switch
    {
        "string" => [new string('a', 100_000)],
        "integer" => [-1, int.MaxValue, int.MinValue],
        "number" => [-1, 1e9, double.MaxValue, -0.0001],
        "array" => [new JsonArray([.. Enumerable.Range(0, 1000).Select(_ => (JsonNode)"a")]), new JsonArray(new string('a', 100_000))],
        _ => [],
    };

    private async Task AssertNamedAsync(string route, JsonObject body, string field)
    {
        var response = await _session.SendAsync(route, Json(body));
        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Has.Some.StartsWith($"body.{field}"), $"{route} {body.ToJsonString()}");
        await BadInputSession.AssertHarmlessAsync(response, route);
    }

    private IEnumerable<string> RequiredOf(string route) => (_session.Api.BodyOf(route)!["required"]?.AsArray() ?? []).Select(name => (string)name!);

    private IEnumerable<(string Field, JsonNode Schema)> FieldsOf(string route) =>
        _session.Api.BodyOf(route)!["properties"]!.AsObject().Select(field => (field.Key, field.Value!));

    private static JsonObject With(string route, string field, Change change)
    {
        var body = GoodRequests.Copy(GoodBodies.ByRoute[route]);
        if (change.IsRemoval)
        {
            body.Remove(field);
        }
        else
        {
            body[field] = change.Value;
        }

        return body;
    }

    private static StringContent Json(JsonObject body) => GoodRequests.Json(body.ToJsonString());

    private static ByteArrayContent Bytes(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private sealed record Change(JsonNode? Value, bool IsRemoval = false)
    {
        public static readonly Change Removed = new(null, IsRemoval: true);
        public static readonly Change Null = new((JsonNode?)null);
    }
}
