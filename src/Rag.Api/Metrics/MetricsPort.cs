using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Rag.Api.Configuration;
using Rag.Api.Errors;

namespace Rag.Api.Metrics;

/// <summary>
/// The port of the metrics, which serves nothing else. A connection carries the mark of the port that took it: the Host header
/// says what its client likes, and a port of 0 has no number to compare before it is bound.
/// </summary>
internal static partial class MetricsPort
{
    private const string Path = "/metrics";

    /// <summary>Listens where it can. Answers matter more than figures about them: a port that is taken costs the figures alone.</summary>
    public static void Listen(KestrelServerOptions kestrel, ServerOptions server, MetricsOptions metrics, ILogger logger)
    {
        if (!metrics.Enabled)
        {
            return;
        }

        if (IsTaken(server.AddressOf(metrics.Port)))
        {
            PortTaken(logger, metrics.Port);
            return;
        }

        kestrel.Listen(server.AddressOf(metrics.Port), listen => listen.Use(next => connection =>
        {
            connection.Features.Set(new Mark());
            return next(connection);
        }));
    }

    /// <summary>Takes the requests that came in by that port out of the way of all that follows.</summary>
    public static void UseMetricsPort(this WebApplication application)
    {
        if (!application.Services.GetRequiredService<IOptions<MetricsOptions>>().Value.Enabled)
        {
            return;
        }

        application.MapWhen(context => context.Features.Get<Mark>() is not null, port =>
        {
            port.Use((context, next) =>
            {
                // Whoever reads the figures is none of them.
                if (context.Features.Get<IHttpMetricsTagsFeature>() is { } figures)
                {
                    figures.MetricsDisabled = true;
                }

                return next(context);
            });
            port.MapWhen(IsAsked, metrics =>
            {
                metrics.UseMiddleware<FreshGauges>();
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(_ => true);
            });
            port.Run(context => ProblemWriter.WriteAsync(context, Problem.Of(StatusCodes.Status404NotFound)));
        });
    }

    private static bool IsAsked(HttpContext context) =>
        context.Request.Path == Path && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    // Kestrel would end the start for it.
    private static bool IsTaken(IPEndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            socket.Listen();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "There are no metrics: METRICS_PORT {Port} is taken. Set it to a free port or ENABLE_METRICS=false, or stop what listens there, and start again")]
    private static partial void PortTaken(ILogger logger, int port);

    private sealed class Mark;
}
