using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rag.Infrastructure.Redis;

internal static class RedisServices
{
    /// <summary>Visitors decide what is kept, so it has an end: the oldest go first.</summary>
    private const long MostBytesInMemory = 32 * 1024 * 1024;

    /// <summary>What is shared through Redis. Nothing of it is made unless <see cref="RedisOptions.Url"/> is set.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services)
    {
        services.AddOptions<RedisOptions>().BindConfiguration(RedisOptions.Section);
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<RedisRateCounter>();
        return services;
    }

    /// <summary>
    /// Entries kept in this process, and on the Redis server for all instances where one is named; <see cref="RedisOptions.TimeToLive"/> unless
    /// an entry says otherwise. Lost, Redis is a miss.
    /// </summary>
    public static IServiceCollection AddSharedCache(this IServiceCollection services)
    {
        services.AddHybridCache();
        services.AddOptions<HybridCacheOptions>().Configure<IOptions<RedisOptions>>((cache, redis) =>
            cache.DefaultEntryOptions = new HybridCacheEntryOptions { Expiration = redis.Value.TimeToLive, LocalCacheExpiration = redis.Value.TimeToLive });
        services.AddOptions<MemoryCacheOptions>().Configure(memory => memory.SizeLimit = MostBytesInMemory);
        services.AddSingleton<IDistributedCache>(provider => provider.GetRequiredService<IOptions<RedisOptions>>().Value.Url is null
            ? null!
            : new RedisCache(new RedisCacheOptions
            {
                ConnectionMultiplexerFactory = () => provider.GetRequiredService<RedisConnection>().GetAsync(CancellationToken.None),
                InstanceName = RedisConnection.KeyPrefix + "cache:",
            }));
        return services;
    }
}
