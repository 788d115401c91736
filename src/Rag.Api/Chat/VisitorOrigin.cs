using Microsoft.Net.Http.Headers;

namespace Rag.Api.Chat;

/// <summary>
/// The site that a question comes from, as its browser says: of its address only scheme, host and port, for a path may tell of
/// the visitor. Whoever is no browser may write anything here, so it is a hint for people and decides nothing.
/// </summary>
internal static class VisitorOrigin
{
    private const int LongestAddress = 2048;

    public static string? Of(HttpRequest request) =>
        Read(request.Headers[HeaderNames.Origin].ToString()) ?? Read(request.Headers[HeaderNames.Referer].ToString());

    private static string? Read(string address) =>
        address.Length <= LongestAddress
        && Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && Uri.CheckHostName(url.DnsSafeHost) is not UriHostNameType.Unknown
            ? $"{url.Scheme}://{(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost)}{(url.IsDefaultPort ? "" : $":{url.Port}")}"
            : null;
}
