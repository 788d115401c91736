using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Rag.Api.Security;

namespace Rag.Api.Logging;

/// <summary>Marks what monitors ask every few seconds, which would drown the rest.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class LoggedAtDebugAttribute : Attribute;

/// <summary>
/// One line a request. The route's template instead of the path, and never the query: ids of conversations and signed links work
/// as keys.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, time.GetElapsedTime(started));
        }
    }

    private void Log(HttpContext context, TimeSpan elapsed)
    {
        // The exception handler takes the endpoint off the request that failed and keeps it in its feature.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var level = endpoint?.Metadata.GetMetadata<LoggedAtDebugAttribute>() is null ? LogLevel.Information : LogLevel.Debug;
        var method = Known(context.Request.Method);
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        var user = SignedInUser.Find(context.User)?.User.ToString() ?? "-";
        RequestAnswered(level, method, route, status, elapsed.TotalMilliseconds, context.Connection.RemoteIpAddress, user);
    }

    // A method is whatever the client wrote.
    private static string Known(string method) => method.Length <= 16 && method.All(char.IsAsciiLetterUpper) ? method : "(other)";

    [LoggerMessage(Message = "{Method} {Route} {StatusCode} in {Milliseconds:0.0} ms for {Client} {UserId}")]
    private partial void RequestAnswered(LogLevel level, string method, string route, int statusCode, double milliseconds, IPAddress? client, string userId);
}
