using Rag.Application.Auth;
using Rag.Domain.Results;

namespace Rag.Api.Auth;

/// <summary>
/// The refresh token of a browser: no script reads it, no other site sends it, no route but these sees it. For SameSite a
/// neighbouring subdomain is the same site, so that whoever relies on the cookie also sends a header, which no form can.
/// </summary>
internal static class RefreshCookie
{
    public const string Name = "refresh_token";

    public const string RequiredHeader = "X-Requested-With";

    /// <summary>The token in the cookie; null where there is none.</summary>
    public static string? Find(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public static void Set(HttpContext context, TokenPair pair) =>
        context.Response.Cookies.Append(Name, pair.RefreshToken, Options(context.Request, pair.RefreshExpiresAt));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request, expires: null));

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        Path = "/api/v1/auth",
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,

        // By the scheme that the browser used: behind a trusted proxy the one it forwards. Over plain HTTP a secure cookie is dropped.
        Secure = request.IsHttps,
        Expires = expires,
    };
}

internal static class RefreshCookieErrors
{
    public static Error HeaderMissing() => new(
        ErrorKind.Forbidden, "csrf_header_missing", "A request that relies on the cookie must carry the header X-Requested-With, with any value.");
}
