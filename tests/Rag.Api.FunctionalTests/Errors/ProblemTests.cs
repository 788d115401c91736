using System.Net;
using System.Text;

namespace Rag.Api.FunctionalTests.Errors;

public sealed class ProblemTests
{
    private const string Echo = "/api/v1/probe/echo";

    [Test]
    public async Task An_unknown_route_is_not_found_without_a_token_too()
    {
        await using var application = new RagApplication();

        var response = await application.Client().GetAsync("/api/v1/nothing?token=secret");

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task A_wrong_verb_names_the_right_ones()
    {
        await using var application = new RagApplication();

        var response = await application.Client().DeleteAsync("/api/v1/auth/login");

        await response.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "POST" }));
    }

    [TestCase("{\"name\": ")]
    [TestCase("{'name': 1}")]
    [TestCase("hello")]
    [TestCase("{} {}")]
    public async Task Broken_json_is_malformed(string body)
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().PostAsync(Echo, Json(body));

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Test]
    public async Task A_body_that_is_not_utf8_is_malformed()
    {
        await using var application = new RagApplication().WithProbes();
        var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };

        var response = await application.Client().PostAsync(Echo, body);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [TestCase("""{"name": 1}""", "body.name")]
    [TestCase("""{"name": "a", "count": "many"}""", "body.count")]
    [TestCase("""{"name": "a", "count": 1.5}""", "body.count")]
    [TestCase("""{"name": "a", "count": 99999999999}""", "body.count")]
    [TestCase("""{"name": "a", "outcome": "nonsense"}""", "body.outcome")]
    [TestCase("""{"name": "a", "outcome": 1}""", "body.outcome")]
    [TestCase("""{"name": "a", "tags": ["x", 2]}""", "body.tags.1")]
    [TestCase("""{"name": "a", "at": "yesterday"}""", "body.at")]
    [TestCase("""{"count": 1}""", "body.name")]
    [TestCase("""{"name": null}""", "body.name")]
    [TestCase("[]", "body")]
    [TestCase("null", "body")]
    [TestCase("", "body")]
    public async Task A_value_of_the_wrong_type_is_named_by_its_place(string body, string place)
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().PostAsync(Echo, Json(body));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
        Assert.That(problem.ToJsonString(), Does.Not.Contain("System.").And.Not.Contain("Rag."));
    }

    [TestCase("?skip=abc", "query.skip")]
    [TestCase("?is_active=maybe", "query.is_active")]
    public async Task A_wrong_query_value_is_named_by_its_place(string query, string place)
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().GetAsync("/api/v1/probe/page" + query);

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { place }));
    }

    [Test]
    public async Task A_validator_answers_in_the_same_shape_with_a_stable_type()
    {
        await using var application = new RagApplication();

        var response = await application.Client().PostAsync("/api/v1/auth/login", Json("""{"email": "no address", "password": ""}"""));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { "body.email", "body.password" }));
        Assert.That(problem["errors"]!.AsArray().Select(error => (string?)error!["type"]), Is.EqualTo(new[] { "email", "not_empty" }));
    }

    [Test]
    public async Task A_field_that_came_in_the_path_is_named_there()
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().GetAsync("/api/v1/probe/things/5");

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "wrong");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { "path.id" }));
    }

    [TestCase(2, HttpStatusCode.Conflict, "taken")]
    [TestCase(3, HttpStatusCode.PreconditionFailed, "stale")]
    [TestCase(4, HttpStatusCode.RequestEntityTooLarge, "large")]
    public async Task A_refusal_of_a_use_case_has_the_status_of_its_kind(int thing, HttpStatusCode status, string code)
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().GetAsync($"/api/v1/probe/things/{thing}");

        await response.AssertProblemAsync(status, code);
    }

    [Test]
    public async Task Says_in_whole_seconds_when_trying_again_makes_sense()
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().GetAsync("/api/v1/probe/things/1");

        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.That(response.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Another_content_type_is_unsupported()
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().PostAsync(Echo, new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded"));

        await response.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Test]
    public async Task A_body_beyond_the_limit_is_too_large()
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().PostAsync(Echo, Json($$"""{"name": "{{new string('a', 2_000_000)}}"}"""));

        await response.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [TestCase("development")]
    [TestCase("staging")]
    public async Task An_unhandled_exception_tells_the_client_its_request_id_and_the_log_the_rest(string environment)
    {
        await using var application = new RagApplication().WithProbes().With("ENVIRONMENT", environment).With("MODEL_TYPE", "LOCAL");

        var response = await application.Client().GetAsync("/api/v1/probe/things/6");

        var problem = await response.AssertProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.That(problem.ToJsonString(), Does.Not.Contain("secret").And.Not.Contain("   at "));
        Assert.That(application.Log.Text, Does.Contain("/srv/secret/path.db").And.Contain((string)problem["request_id"]!));
    }

    [Test]
    public async Task Text_is_raw_utf8_times_are_utc_enums_are_words_and_nulls_are_written()
    {
        await using var application = new RagApplication().WithProbes();

        var response = await application.Client().PostAsync(
            Echo + "/", Json("""{"name": "añó €\" <&'+> 😀", "outcome": "address_taken", "at": "2026-01-02T03:04:05+02:00", "unknown": 1}"""));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(
            """{"name":"añó €\" <&'+> 😀","count":0,"outcome":"address_taken","tags":null,"at":"2026-01-02T01:04:05.000Z"}"""));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
