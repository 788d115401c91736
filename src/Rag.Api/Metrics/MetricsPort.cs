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
internal static class MetricsPort
{
    private const string Path = "/metrics";

    public static void Listen(KestrelServerOptions kestrel, ServerOptions server, MetricsOptions metrics)
    {
        if (metrics.Enabled)
        {
            kestrel.Listen(server.AddressOf(metrics.Port), listen => listen.Use(next => connection =>
            {
                connection.Features.Set(new Mark());
                return next(connection);
            }));
        }
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

    private sealed class Mark;
}
