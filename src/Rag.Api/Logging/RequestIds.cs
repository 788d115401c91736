using System.Buffers;

namespace Rag.Api.Logging;

/// <summary>Every request has an id: the caller's where it is one, else a new one. It is echoed and stands in every log line.</summary>
internal sealed class RequestIds(RequestDelegate next, ILogger<RequestIds> logger)
{
    public const string Header = "X-Request-ID";

    private const int Longest = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        var id = given.Count == 1 && IsId(given[0]) ? given[0]! : Guid.CreateVersion7().ToString("D");
        context.TraceIdentifier = id;

        // When the answer starts, not now: the exception handler clears the headers that were set before it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        using (logger.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", id) }))
        {
            await next(context);
        }
    }

    // Nothing that could forge a log line or a header, and nothing endless.
    private static bool IsId(string? text) => text is { Length: > 0 and <= Longest } && !text.AsSpan().ContainsAnyExcept(Allowed);
}
