using System.Net;
using Microsoft.Extensions.Options;

namespace Rag.Api.Edge;

/// <summary>
/// Says once that somebody sends forwarded headers who is not trusted: either a proxy is missing in <c>TRUSTED_PROXIES</c>, and
/// all its clients look like one, or somebody tries to look like another.
/// </summary>
internal sealed partial class UntrustedForwarding(RequestDelegate next, IOptions<ProxyOptions> options, ILogger<UntrustedForwarding> logger)
{
    private static readonly string[] Headers = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"];

    private readonly IPNetwork[] _trusted = [.. options.Value.Ranges];
    private int _hasWarned;

    public Task InvokeAsync(HttpContext context)
    {
        if (_hasWarned == 0 && Headers.Any(context.Request.Headers.ContainsKey)
            && context.Connection.RemoteIpAddress is { } sender && !IsTrusted(sender)
            && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            ForwardedHeadersIgnored(sender);
        }

        return next(context);
    }

    private bool IsTrusted(IPAddress sender)
    {
        var address = sender.IsIPv4MappedToIPv6 ? sender.MapToIPv4() : sender;
        return Array.Exists(_trusted, range => range.Contains(address));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Forwarded headers from {Sender} are ignored. If it is your proxy, add it to TRUSTED_PROXIES. This is said once")]
    private partial void ForwardedHeadersIgnored(IPAddress sender);
}
