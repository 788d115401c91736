using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rag.Api.FunctionalTests.Contract;

/// <summary>Requests that name things which are not there but have nothing else wrong with them.</summary>
internal static partial class GoodRequests
{
    /// <param name="route">Like <c>POST /api/v1/auth/login</c>.</param>
    /// <param name="query">Empty, or with its question mark.</param>
    public static HttpRequestMessage Of(string route, string query = "") =>
        Of(route, PathOf(route) + query, GoodBodies.ByRoute.TryGetValue(route, out var body) ? Json(body.ToJsonString()) : null);

    public static HttpRequestMessage Of(string route, string address, HttpContent? body) =>
        new(new HttpMethod(route.Split(' ')[0]), address) { Content = body };

    /// <param name="route">Like <c>POST /api/v1/auth/login</c>.</param>
    /// <param name="value">Percent-encoded, for every place in the path; null for a good value.</param>
    public static string PathOf(string route, string? value = null) => Place().Replace(route.Split(' ')[1], place => value ?? place.Value switch
    {
        "{filename}" => "tarifas.pdf",
        "{number}" => "1",
        _ => "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11",
    });

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static JsonObject Copy(JsonObject body) => body.DeepClone().AsObject();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
