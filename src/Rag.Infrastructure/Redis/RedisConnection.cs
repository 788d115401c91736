using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Rag.Infrastructure.Redis;

/// <summary>The one connection of the process, made at its first use; the driver repairs it.</summary>
internal sealed class RedisConnection(IOptions<RedisOptions> options) : IDisposable
{
    /// <summary>Before every key, so that others may share the database.</summary>
    public const string KeyPrefix = "rag:";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(options.Value.Url!)));

    /// <exception cref="TimeoutException">Connecting for the first time takes too long to wait for; it goes on.</exception>
    public async Task<IDatabase> GetDatabaseAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).GetDatabase();

    /// <inheritdoc cref="GetDatabaseAsync"/>
    public async Task<IConnectionMultiplexer> GetAsync(CancellationToken cancellationToken) =>
        await _connection.Value.WaitAsync(Limit, cancellationToken);

    public void Dispose()
    {
        if (_connection.IsValueCreated)
        {
            // One that is still being made is closed when it is there; the process does not wait for it.
            _ = _connection.Value.ContinueWith(
                connected => connected.Result.Dispose(), CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
