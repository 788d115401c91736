using Microsoft.Extensions.DependencyInjection;

namespace Rag.Infrastructure.Redis;

internal static class RedisServices
{
    /// <summary>What is shared through Redis. Nothing of it is made unless <see cref="RedisOptions.Url"/> is set.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services)
    {
        services.AddOptions<RedisOptions>().BindConfiguration(RedisOptions.Section);
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<RedisRateCounter>();
        return services;
    }
}
