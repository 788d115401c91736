using System.Net;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>Every route with bad ids and names in its path, bad values in its query, and every verb that it does not know.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class BadAddressTests
{
    private BadInputSession _session = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _session = await BadInputSession.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _session.DisposeAsync();

    [TestCaseSource(nameof(RoutesWithPlaces))]
    public async Task A_malformed_id_or_name_is_refused(string route)
    {
        foreach (var value in BadPlaces)
        {
            var request = GoodRequests.Of(route, GoodRequests.PathOf(route, value), GoodRequests.Of(route).Content);
            var response = await _session.SendAsync(request, route);

            // A key to no conversation opens an empty one, by the contract.
            if (!route.Contains("/chat/history/", StringComparison.Ordinal))
            {
                Assert.That((int)response.StatusCode, Is.InRange(400, 499), $"{route} {value}");
            }

            await BadInputSession.AssertHarmlessAsync(response, $"{route} {value}");
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task A_bad_query_value_is_refused_or_means_nothing(string route)
    {
        foreach (var (name, _) in _session.Api.ParametersOf(route).Where(parameter => parameter.Place == "query"))
        {
            foreach (var value in BadQueryValues)
            {
                var request = GoodRequests.Of(route, $"{GoodRequests.PathOf(route)}?{name}={value}", GoodRequests.Of(route).Content);
                var response = await _session.SendAsync(request, route);
                await BadInputSession.AssertHarmlessAsync(response, $"{route} {name}={value}");
            }
        }
    }

    [TestCaseSource(nameof(Routes))]
    public async Task A_wrong_verb_is_refused_with_the_right_ones(string route)
    {
        var path = route.Split(' ')[1];
        var known = AuthorisationMatrix.Rows.Keys.Select(row => row.Split(' ')).Where(row => row[1] == path).Select(row => row[0]).ToList();
        foreach (var verb in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }.Where(verb => !IsTaken(verb, path)))
        {
            var response = await _session.SendAsync(GoodRequests.Of(verb, GoodRequests.PathOf(route), null), route);

            await response.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
            Assert.That(response.Content.Headers.Allow, Is.SupersetOf(known), $"{verb} {path}");
        }
    }

    // %2F stays one in a name; a name of 5,000 characters is beyond every limit of a file system.
    private static readonly string[] BadPlaces =
        ["%00", "..%2F..%2Fetc%2Fpasswd", "%FF%FE", "%0A", new string('a', 5000), "-1", "null", "%24ne", "%7B%7D", "1e999", "%F0%9F%92%A5"];

    private static readonly string[] BadQueryValues =
        ["", "-1", "abc", "1.5", "99999999999999999999", "%00", "%FF", "null", "%7B%22%24ne%22%3A1%7D", "1&limit=2&limit=x", new string('a', 5000), "%27%20OR%201%3D1"];

    private static IEnumerable<string> Routes() => AuthorisationMatrix.Rows.Keys.Except(AuthorisationMatrix.Undocumented);

    private static IEnumerable<string> RoutesWithPlaces() => Routes().Where(route => route.Contains('{'));

    // DELETE /pdfs/{filename} is any one segment under /pdfs, "upload", "list" and "events" too.
    private static bool IsTaken(string verb, string path) =>
        AuthorisationMatrix.Rows.ContainsKey($"{verb} {path}") || (verb == "DELETE" && path is "/api/v1/pdfs/upload" or "/api/v1/pdfs/list" or "/api/v1/pdfs/events");
}
