using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Rag.Api.Configuration;
using Rag.Application.Telemetry;

namespace Rag.Api.Metrics;

internal static class MetricsServices
{
    /// <summary>The metrics of HTTP, of the runtime and our own, and the port on which they are read.</summary>
    public static IServiceCollection AddMetricsPort(this IServiceCollection services)
    {
        services.AddMetrics();

        // After the port of the API, which so stays the first of the server's addresses.
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>, IOptions<MetricsOptions>, ILoggerFactory>(
            (kestrel, server, metrics, loggers) => MetricsPort.Listen(kestrel, server.Value, metrics.Value, loggers.CreateLogger(typeof(MetricsPort).FullName!)));

        // Asked for by the port alone: without it nothing is collected.
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("rag", autoGenerateServiceInstanceId: false))
            .AddOurMetrics()
            // A second reader within the default 300 ms would be given the first one's figures; there is nothing worth sparing.
            .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0)
            .Build());
        services.AddSingleton<FreshFigures>();
        return OtlpSettings.AreSet ? services.AddHostedService<OtlpExport>() : services;
    }

    public static MeterProviderBuilder AddOurMetrics(this MeterProviderBuilder metrics) => metrics
        .AddMeter(RagMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
        // The scheme and the like may come from a client; what is left is a template, a known method and a status.
        .AddView("http.server.request.duration", new MetricStreamConfiguration
        {
            TagKeys = ["http.route", "http.request.method", "http.response.status_code"],
        });
}
