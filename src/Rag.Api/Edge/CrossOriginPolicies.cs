using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Rag.Api.Configuration;
using Rag.Api.Logging;
using Rag.Api.RateLimits;

namespace Rag.Api.Edge;

/// <summary>
/// What an origin may do depends on the route, and is decided by the path alone: preflights and answers to unknown addresses have
/// no endpoint.
/// </summary>
internal sealed class CrossOriginPolicies : ICorsPolicyProvider
{
    /// <summary>What a widget on a visitor's page asks for.</summary>
    public static readonly IReadOnlyList<PathString> WidgetRoutes =
    [
        "/api/v1/chat/stream", "/api/v1/chat/stream_log", "/api/v1/chat/history", "/api/v1/chat/feedback", "/api/v1/chat/sources",
        "/api/v1/bot/config/public",
    ];

    private static readonly string[] ExposedHeaders =
    [
        HeaderNames.ContentDisposition, "X-Total-Messages", RequestIds.Header, HeaderNames.ETag, HeaderNames.RetryAfter,
        RateLimitHeaders.Limit, RateLimitHeaders.Remaining, RateLimitHeaders.Reset,
    ];

    private readonly CrossOriginOptions _options;
    private readonly CorsPolicy _everything;
    private readonly CorsPolicy _widgetRoutes;
    private readonly CorsPolicy _otherRoutes;

    public CrossOriginPolicies(IOptions<CrossOriginOptions> options)
    {
        _options = options.Value;
        _everything = Policy([.. _options.Origins, .. _options.ClientOrigins], withCredentials: true);
        _widgetRoutes = Policy(_options.WidgetOrigins, withCredentials: false);
        _otherRoutes = Policy(_options.AdminOrigins, withCredentials: true);
    }

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        // The widest right first, for an origin on several lists.
        var policy = _everything.IsOriginAllowed(context.Request.Headers.Origin.ToString()) ? _everything
            : IsForWidgets(context.Request.Path) ? _widgetRoutes
            : _otherRoutes;
        return Task.FromResult<CorsPolicy?>(policy);
    }

    private static bool IsForWidgets(PathString path) => WidgetRoutes.Any(route => path.StartsWithSegments(route, StringComparison.OrdinalIgnoreCase));

    private CorsPolicy Policy(IEnumerable<string> origins, bool withCredentials)
    {
        var allowed = origins.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var builder = new CorsPolicyBuilder()
            .SetIsOriginAllowed(origin => allowed.Contains(origin) || (allowed.Contains(OriginSetting.Any) && origin.Length > 0))
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(_options.MaxAge);
        return (withCredentials ? builder.AllowCredentials() : builder).Build();
    }
}
