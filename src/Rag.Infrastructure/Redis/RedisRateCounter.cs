using Microsoft.Extensions.Logging;
using Rag.Application.RateLimits;
using Rag.Infrastructure.RateLimits;
using StackExchange.Redis;

namespace Rag.Infrastructure.Redis;

/// <summary>One window for all instances. While Redis is lost each counts for itself: a limit that is wider is better than no service.</summary>
internal sealed partial class RedisRateCounter(
    RedisConnection redis, MemoryRateCounter fallback, TimeProvider time, ILogger<RedisRateCounter> logger) : IRateCounter
{
    // One step, so that no window stays without an end when an instance dies between the two commands.
    private const string CountAndRest = """
        local count = redis.call('INCR', KEYS[1])
        local rest = redis.call('PTTL', KEYS[1])
        if rest < 0 then
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
          rest = tonumber(ARGV[1])
        end
        return { count, rest }
        """;

    private int _isLost;

    public async ValueTask<RateCount> CountAsync(string key, TimeSpan window, CancellationToken cancellationToken)
    {
        try
        {
            var database = await redis.GetDatabaseAsync(cancellationToken);
            var answer = (long[])(await database.ScriptEvaluateAsync(
                CountAndRest, [RedisConnection.KeyPrefix + "rate:" + key], [(long)window.TotalMilliseconds]))!;
            if (Interlocked.Exchange(ref _isLost, 0) == 1)
            {
                Back();
            }

            return new RateCount(answer[0], time.GetUtcNow() + TimeSpan.FromMilliseconds(answer[1]));
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or InvalidCastException)
        {
            if (Interlocked.Exchange(ref _isLost, 1) == 0)
            {
                Lost(fault);
            }

            return await fallback.CountAsync(key, window, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer; this instance counts requests for itself")]
    private partial void Lost(Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again; requests are counted for all instances")]
    private partial void Back();
}
