using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rag.Api.Configuration;
using Rag.Application.Telemetry;

namespace Rag.Api.Metrics;

/// <summary>Sends traces, and metrics where they are counted, to the collector that OpenTelemetry's variables name.</summary>
internal sealed class OtlpExport(FreshFigures figures, IOptions<MetricsOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>How old a gauge can be when it is sent.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe)
            .AddSource(RagActivities.SourceName, RagActivities.ModelSourceName, RequestTagsOnly.Framework)
            .AddProcessor(new RequestTagsOnly())
            .AddOtlpExporter()
            .Build();
        if (options.Value.Enabled)
        {
            _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddOurMetrics().AddOtlpExporter().Build();
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_metrics is not null && !stoppingToken.IsCancellationRequested)
        {
            await figures.LookAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        // Sends what is still held.
        _traces?.Dispose();
        _metrics?.Dispose();
        base.Dispose();
    }

    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes last and wins.
    private static void Describe(ResourceBuilder resource) => resource.AddService("rag").AddEnvironmentVariableDetector();
}
