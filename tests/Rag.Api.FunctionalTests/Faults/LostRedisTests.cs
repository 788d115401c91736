using System.Net;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The application with caches and counts on a real Redis server behind a wire that breaks.</summary>
public sealed class LostRedisTests
{
    /// <summary>Of one command.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private BrokenWire _wire = null!;
    private RagApplication _application = null!;

    [SetUp]
    public void Start()
    {
        if (TestServers.Redis is not { } url)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.RedisVariable));
            return;
        }

        _wire = TestServers.WireToRedis(url, out var through);
        _application = new RagApplication().With("REDIS_URL", through).With("ENABLE_CACHE", "true").WithRealModel().OnRealTime();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Slow)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task A_lost_cache_costs_no_answer_and_is_used_again_when_it_is_back(WireFault fault)
    {
        using var admin = await _application.WithManualReadAsync();

        _wire.Set(fault);
        for (var time = 0; time < 2; time++)
        {
            var reply = await _application.AskInTimeAsync(Limit);
            Assert.That((reply.Status, reply.Code, reply.Finish), Is.EqualTo((HttpStatusCode.OK, (string?)null, "stop")));
            Assert.That(reply.Text, Does.Contain(OutageCalls.Answer));
        }

        Assert.That((await admin.GetInTimeAsync("/api/v1/pdfs/list", Limit)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("cache"), Is.EqualTo((HttpStatusCode.OK, "degraded", "degraded")));

        _wire.Set(WireFault.None);
        await _application.AnswersAgainAsync();
        await _application.BecomesReadyAsync("cache");
    }

    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Corrupted)]
    public async Task Starts_without_its_cache_and_uses_it_as_soon_as_it_is_there(WireFault fault)
    {
        _wire.Set(fault);
        using var admin = await _application.WithManualReadAsync();
        Assert.That(await _application.ReadyAsync("cache"), Is.EqualTo((HttpStatusCode.OK, "degraded", "degraded")));

        _wire.Set(WireFault.None);
        await _application.BecomesReadyAsync("cache");
    }
}
