namespace Rag.Api.Metrics;

/// <summary>Has the gauges looked at just before they are read.</summary>
internal sealed class FreshGauges(RequestDelegate next, FreshFigures figures)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await figures.LookAsync(context.RequestAborted);
        await next(context);
    }
}
