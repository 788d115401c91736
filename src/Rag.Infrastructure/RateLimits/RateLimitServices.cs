using Microsoft.Extensions.DependencyInjection;
using Rag.Application.RateLimits;

namespace Rag.Infrastructure.RateLimits;

internal static class RateLimitServices
{
    public static IServiceCollection AddRateCounter(this IServiceCollection services) =>
        services.AddSingleton<IRateCounter>(provider => new MemoryRateCounter(provider.GetRequiredService<TimeProvider>()));
}
