using MediatR;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rag.Api.Health;
using Rag.Application.Telemetry;

namespace Rag.Api.Metrics;

/// <summary>Looks at what the gauges show, for those who are about to read them. A store that fails costs its gauges, and not the other metrics.</summary>
internal sealed partial class FreshFigures(IServiceScopeFactory scopes, Readiness readiness, RagMetrics metrics, ILogger<FreshFigures> logger)
{
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new MeasureCorpus(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.ShowCorpus(null);
            GaugesUnknown(exception);
        }

        var report = await readiness.CheckAsync();
        metrics.ShowDependencies(report.Checks.ToDictionary(check => check.Key, check => check.Value.Status switch
        {
            HealthStatus.Healthy => 1,
            HealthStatus.Degraded => 0.5,
            _ => 0,
        }));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gauges of documents and vectors cannot be read")]
    private partial void GaugesUnknown(Exception exception);
}
