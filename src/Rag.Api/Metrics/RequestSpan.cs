using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Rag.Api.Logging;

namespace Rag.Api.Metrics;

/// <summary>
/// Names a request's span after its route's template and takes everything else away: paths and queries hold names of files and keys of
/// conversations. What has no route, and what is asked all the time, is not worth a span.
/// </summary>
internal sealed class RequestSpan(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                Name(span, context);
            }
        }
    }

    private static void Name(Activity span, HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route } endpoint || endpoint.Metadata.GetMetadata<LoggedAtDebugAttribute>() is not null)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        foreach (var (tag, _) in span.TagObjects.ToList())
        {
            span.SetTag(tag, null);
        }

        span.DisplayName = $"{context.Request.Method} /{route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.route", $"/{route}");
        span.SetTag("http.response.status_code", context.Response.StatusCode);
    }
}
