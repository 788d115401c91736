using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.RateLimits;
using Rag.Infrastructure.Redis;
using Rag.Testing;
using StackExchange.Redis;

namespace Rag.Api.FunctionalTests.Redis;

/// <summary>The application with what instances share on a real Redis server.</summary>
public sealed class RedisTests
{
    // A client of its own for every test and every run: the server keeps what it has counted.
    private readonly string _client = new IPAddress([10, .. Guid.CreateVersion7().ToByteArray()[^3..]]).ToString();
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
    public async Task Two_instances_count_a_client_together()
    {
        await using var one = On(_url);
        await using var other = On(_url);

        Assert.That(await AskAsync(one), Is.EqualTo((HttpStatusCode.Unauthorized, 2)));
        Assert.That(await AskAsync(other), Is.EqualTo((HttpStatusCode.Unauthorized, 1)));
        Assert.That(await AskAsync(one), Is.EqualTo((HttpStatusCode.Unauthorized, 0)));
        Assert.That(await AskAsync(other), Is.EqualTo((HttpStatusCode.TooManyRequests, 0)));
        Assert.That(await CacheAsync(one), Is.EqualTo((HttpStatusCode.OK, "healthy", "healthy")));
    }

    [Test]
    public async Task Starts_without_Redis_counts_for_itself_and_for_all_when_it_is_there()
    {
        await using var wire = TestServers.WireToRedis(_url, out var through);
        wire.Set(WireFault.Refused);
        await using var one = On(through);
        await using var other = On(_url);

        Assert.That(await AskAsync(other), Is.EqualTo((HttpStatusCode.Unauthorized, 2)));
        Assert.That(await AskAsync(one), Is.EqualTo((HttpStatusCode.Unauthorized, 2)), "its own");
        Assert.That(await CacheAsync(one), Is.EqualTo((HttpStatusCode.OK, "degraded", "degraded")));

        wire.Set(WireFault.None);
        var back = TimeProvider.System.GetTimestamp();
        await Poll.UntilAsync(async () =>
        {
            one.Time.Advance(TimeSpan.FromSeconds(5));
            return (await CacheAsync(one)).Cache == "healthy";
        });

        Assert.That(TimeProvider.System.GetElapsedTime(back), Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(await AskAsync(one), Is.EqualTo((HttpStatusCode.Unauthorized, 1)), "all instances'");
        Assert.That(one.Log.Text, Does.Not.Contain(Uri.UnescapeDataString(new Uri(_url).UserInfo.Split(':')[^1])));
    }

    [Test]
    public async Task The_vector_of_a_question_is_kept_for_all_instances_for_as_long_as_REDIS_TTL_says()
    {
        var question = $"¿Cuánto cuesta {Guid.CreateVersion7()}?";
        await using var application = new RagApplication().With("REDIS_URL", _url).With("REDIS_TTL", "4321").WithOwnEmbedder();
        using var admin = await application.SignedInAsync();
        await Poll.UntilAsync(async () => (await admin.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = question })).IsSuccessStatusCode);

        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(_url));
        var database = redis.GetDatabase();
        var keys = redis.GetServers().Single().Keys(database.Database, "rag:cache:question:*").ToList();
        var times = await Task.WhenAll(keys.Select(key => database.KeyTimeToLiveAsync(key)));
        Assert.That(times, Has.Some.EqualTo(TimeSpan.FromSeconds(4321)).Within(TimeSpan.FromMinutes(1)));
    }

    private static RagApplication On(string url) =>
        new RagApplication().With("REDIS_URL", url).With("RATE_LIMIT_MAX_REQUESTS", "3").With("TRUSTED_PROXIES", "private");

    private async Task<(HttpStatusCode Status, int Remaining)> AskAsync(RagApplication application)
    {
        using var client = application.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", _client);
        using var response = await client.GetAsync("/api/v1/auth/me");
        return (response.StatusCode, int.Parse(response.Headers.GetValues(RateLimitHeaders.Remaining).Single(), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<(HttpStatusCode Code, string? Status, string? Cache)> CacheAsync(RagApplication application)
    {
        using var client = application.Client();
        using var response = await client.GetAsync("/api/v1/health/ready");
        var ready = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        return (response.StatusCode, (string?)ready["status"], (string?)ready["checks"]!["cache"]!["status"]);
    }
}
