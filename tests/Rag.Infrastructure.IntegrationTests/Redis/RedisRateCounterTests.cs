using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rag.Infrastructure.RateLimits;
using Rag.Infrastructure.Redis;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Redis;

public sealed class RedisRateCounterTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly string _key = Guid.CreateVersion7().ToString("N");
    private string _url = null!;

    [SetUp]
    public void FindTheServer()
    {
        if (TestServers.Redis is not { } url)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.RedisVariable));
            return;
        }

        _url = url;
    }

    [Test]
    public async Task Two_instances_count_in_one_window()
    {
        using var first = Connect(_url);
        using var second = Connect(_url);
        var counters = new[] { Counter(first), Counter(second) };

        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => counters[i % 2].CountAsync(_key, Window, CancellationToken.None).AsTask()));

        Assert.That(counts.Select(count => count.Count).Order(), Is.EqualTo(Enumerable.Range(1, 40)));
        Assert.That(counts[^1].EndsAt - TimeProvider.System.GetUtcNow(), Is.LessThanOrEqualTo(Window).And.GreaterThan(TimeSpan.FromSeconds(30)));
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Slow)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task Counts_for_itself_while_Redis_is_lost_and_for_all_again_when_it_is_back(WireFault fault)
    {
        await using var wire = TestServers.WireToRedis(_url, out var through);
        using var redis = Connect(through);
        var counter = Counter(redis);
        await counter.CountAsync(_key, Window, CancellationToken.None);

        wire.Set(fault);
        var started = Stopwatch.GetTimestamp();
        Assert.That((await counter.CountAsync(_key, Window, CancellationToken.None)).Count, Is.EqualTo(1), "its own");
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(3)));

        wire.Set(WireFault.None);
        var back = Stopwatch.GetTimestamp();
        var check = new RedisHealthCheck(redis);
        while ((await check.CheckHealthAsync(new())).Status != HealthStatus.Healthy)
        {
            Assert.That(Stopwatch.GetElapsedTime(back), Is.LessThan(TimeSpan.FromSeconds(5)));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        // Redis may have counted the request whose answer was lost on the way.
        Assert.That((await counter.CountAsync(_key, Window, CancellationToken.None)).Count, Is.EqualTo(2).Or.EqualTo(3), "all instances'");
    }

    private static RedisConnection Connect(string url) => new(Options.Create(new RedisOptions { Url = url }));

    private static RedisRateCounter Counter(RedisConnection redis) =>
        new(redis, new MemoryRateCounter(TimeProvider.System), TimeProvider.System, NullLogger<RedisRateCounter>.Instance);
}
