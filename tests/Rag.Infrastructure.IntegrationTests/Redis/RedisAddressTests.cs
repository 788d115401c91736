using System.Net;
using Rag.Infrastructure.Redis;
using Rag.Testing;
using StackExchange.Redis;

namespace Rag.Infrastructure.IntegrationTests.Redis;

public sealed class RedisAddressTests
{
    [TestCase("redis://cache", "cache", 6379, null, null, false, null)]
    [TestCase("redis://:p%2Fw@cache:6380", "cache", 6380, null, "p/w", false, null)]
    [TestCase("redis://user:p%40ss%3A@cache/2", "cache", 6379, "user", "p@ss:", false, 2)]
    [TestCase("rediss://user:pw@cache.example:6390/0", "cache.example", 6390, "user", "pw", true, 0)]
    [TestCase("cache:6381,password=pw,user=me,ssl=true,defaultDatabase=3", "cache", 6381, "me", "pw", true, 3)]
    public void Every_form_is_read(string value, string host, int port, string? user, string? password, bool isTls, int? database)
    {
        var options = RedisAddress.Parse(value);

        Assert.That(options.EndPoints.Single(), Is.EqualTo(new DnsEndPoint(host, port)));
        Assert.That((options.User, options.Password, options.Ssl, options.DefaultDatabase), Is.EqualTo((user, password, isTls, database)));
        Assert.That(options.AbortOnConnectFail, Is.False);
    }

    [Test]
    public async Task A_real_server_with_a_password_takes_the_uri_and_the_drivers_form()
    {
        if (TestServers.Redis is not { } url)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.RedisVariable));
            return;
        }

        var options = RedisAddress.Parse(url);
        foreach (var form in new[] { url, options.ToString(includePassword: true) })
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(form));
            Assert.That(await connection.GetDatabase().PingAsync(), Is.GreaterThan(TimeSpan.Zero));
        }
    }
}
