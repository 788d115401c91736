using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Rag.Api.Errors;
using Rag.Application.Telemetry;

namespace Rag.Api.RateLimits;

internal static class RateLimitServices
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<ClientLimiter>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<ClientLimiter>((limiter, clients) =>
        {
            limiter.GlobalLimiter = clients;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (context, _) =>
            {
                context.HttpContext.RequestServices.GetRequiredService<RagMetrics>().RateLimited(ClientLimiter.RoutesOf(context.HttpContext));
                await ProblemWriter.WriteAsync(
                    context.HttpContext,
                    Problem.Of(StatusCodes.Status429TooManyRequests) with
                    {
                        RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null,
                    });
            };
        });
        return services;
    }
}
