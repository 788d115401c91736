using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Infrastructure.AnswerCaching;
using Rag.Infrastructure.Redis;
using Rag.Testing;
using StackExchange.Redis;

namespace Rag.Infrastructure.IntegrationTests.Redis;

/// <summary>Answers in memory and on a real server.</summary>
public sealed class HybridAnswerCacheTests
{
    private static readonly CachedAnswer Answer = new("El plazo es de 30 días [1].", FinishReason.Stop, A.Time);

    private readonly string _key = Guid.CreateVersion7().ToString("N");
    private readonly List<ServiceProvider> _opened = [];

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var provider in _opened)
        {
            await provider.DisposeAsync();
        }
    }

    [Test]
    public async Task In_memory_an_answer_is_found_until_the_cache_is_cleared()
    {
        var cache = Open(url: null);
        await cache.SaveAsync(_key, Answer, TimeSpan.FromHours(1), default);

        var found = await cache.FindAsync(_key, default);
        var other = await cache.FindAsync(_key + "0", default);
        await cache.ClearAsync(default);

        Assert.That((found, other), Is.EqualTo((Answer, (CachedAnswer?)null)));
        Assert.That(await cache.FindAsync(_key, default), Is.Null);
    }

    [Test]
    public async Task What_one_instance_saved_another_finds_as_JSON_for_its_time()
    {
        var url = Server();
        await Open(url).SaveAsync(_key, Answer, TimeSpan.FromSeconds(77), default);

        Assert.That(await Open(url).FindAsync(_key, default), Is.EqualTo(Answer));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(url));
        var time = await redis.GetDatabase().KeyTimeToLiveAsync($"rag:cache:answer:{_key}");
        Assert.That(time, Is.EqualTo(TimeSpan.FromSeconds(77)).Within(TimeSpan.FromSeconds(30)));
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    public async Task While_Redis_is_lost_it_is_a_miss_that_nobody_waits_long_for(WireFault fault)
    {
        await using var wire = TestServers.WireToRedis(Server(), out var through);
        var cache = Open(through);
        await cache.FindAsync(_key, default);

        wire.Set(fault);
        var started = Stopwatch.GetTimestamp();
        var found = await cache.FindAsync(_key + "1", default);
        await cache.SaveAsync(_key, Answer, TimeSpan.FromHours(1), default);

        Assert.That(found, Is.Null);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    private static string Server()
    {
        if (TestServers.Redis is null)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.RedisVariable));
        }

        return TestServers.Redis!;
    }

    private IAnswerCache Open(string? url)
    {
        var settings = new Dictionary<string, string?> { [$"{RedisOptions.Section}:{nameof(RedisOptions.Url)}"] = url };
        var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging()
            .AddRedis()
            .AddSharedCache()
            .AddAnswerCache()
            .AddSingleton(TimeProvider.System)
            .BuildServiceProvider();
        _opened.Add(provider);
        return provider.GetRequiredService<IAnswerCache>();
    }
}
