using MediatR;
using Rag.Application.Telemetry;

namespace Rag.Api.Metrics;

/// <summary>Has the gauges looked at just before they are read. A store that fails costs them, and not the other metrics.</summary>
internal sealed partial class FreshGauges(RequestDelegate next, RagMetrics metrics, ILogger<FreshGauges> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await context.RequestServices.GetRequiredService<IMediator>().Send(new MeasureCorpus(), context.RequestAborted);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            metrics.Show(null);
            GaugesUnknown(exception);
        }

        await next(context);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gauges of documents and vectors cannot be read")]
    private partial void GaugesUnknown(Exception exception);
}
