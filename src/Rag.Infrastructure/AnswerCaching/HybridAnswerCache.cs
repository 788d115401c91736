using System.Text.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;
using Rag.Application.Chat;
using StackExchange.Redis;

namespace Rag.Infrastructure.AnswerCaching;

/// <summary>
/// Answers in this process, and with REDIS_URL for all instances, as JSON. A reader waits for the other side no longer than
/// <see cref="Patience"/>: then it is a miss, and the model answers.
/// </summary>
internal sealed partial class HybridAnswerCache(HybridCache cache, ILogger<HybridAnswerCache> logger) : IAnswerCache
{
    private const string Prefix = "answer:";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Tags = ["answers"];

    // An answer is saved when it is whole, and not made by whoever looks for it.
    private static readonly HybridCacheEntryOptions LookOnly = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };

    public async Task<CachedAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        CachedAnswer? found = null;
        await TryAsync(
            async limited => found = await cache.GetOrCreateAsync<CachedAnswer?>(
                Prefix + key, _ => ValueTask.FromResult<CachedAnswer?>(null), LookOnly, Tags, limited),
            cancellationToken);
        return found;
    }

    public Task SaveAsync(string key, CachedAnswer answer, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var entry = new HybridCacheEntryOptions { Expiration = timeToLive, LocalCacheExpiration = timeToLive };
        return TryAsync(limited => cache.SetAsync(Prefix + key, answer, entry, Tags, limited).AsTask(), cancellationToken);
    }

    public Task ClearAsync(CancellationToken cancellationToken) =>
        TryAsync(limited => cache.RemoveByTagAsync(Tags, limited).AsTask(), cancellationToken);

    private async Task TryAsync(Func<CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await use(limit.Token);
        }
        catch (Exception fault) when (IsOfTheCache(fault) || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            NotUsed(fault.GetType().Name);
        }
    }

    private static bool IsOfTheCache(Exception fault) => fault is RedisException or TimeoutException or JsonException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer cache could not be used ({Kind})")]
    private partial void NotUsed(string kind);
}
