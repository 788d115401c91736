using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// The one client, and the way to it: the first use prepares the database (old users, indexes), every operation has a limit, and a
/// failure of the moment becomes a <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class MongoDatabase : IDisposable
{
    /// <summary>Who comes so soon after a failed attempt gets its outcome: callers in a row do not each wait for a server that is gone.</summary>
    private static readonly TimeSpan RecentFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly MongoPreparation _preparation;
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly TimeSpan _limit;
    private Task? _opening;
    private long _failedAt;
    private volatile bool _isOpen;

    public MongoDatabase(IOptions<MongoOptions> options, MongoPreparation preparation)
    {
        var settings = Settings(options.Value);
        (_preparation, _limit) = (preparation, options.Value.Timeout);
        _client = new MongoClient(settings);
        _database = _client.GetDatabase(options.Value.Database);
    }

    public bool IsOpen => _isOpen;

    /// <summary>Prepares the database; after the first success nothing. Many at once share one attempt.</summary>
    /// <exception cref="StoreUnavailableException">No server answered in time.</exception>
    /// <exception cref="StartupException">The database cannot be used until its operator has mended something.</exception>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            if (_opening is null || (_opening.IsFaulted && TimeProvider.System.GetElapsedTime(_failedAt) > RecentFailure))
            {
                _opening = Task.Run(PrepareAsync, CancellationToken.None);
            }

            return _opening.WaitAsync(cancellationToken);
        }
    }

    public async Task<T> RunAsync<T>(Func<IMongoDatabase, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return await LimitAsync(run, cancellationToken);
    }

    public Task RunAsync(Func<IMongoDatabase, CancellationToken, Task> run, CancellationToken cancellationToken) => RunAsync(
        async (database, limited) =>
        {
            await run(database, limited);
            return true;
        },
        cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) =>
        RunAsync((database, limited) => database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: limited), cancellationToken);

    public void Dispose() => _client.Dispose();

    private static MongoClientSettings Settings(MongoOptions options)
    {
        try
        {
            var settings = MongoClientSettings.FromConnectionString(options.Uri);
            settings.ApplicationName = "rag";
            settings.MaxConnectionPoolSize = options.MaxPoolSize;
            settings.ServerSelectionTimeout = options.Timeout;
            settings.ConnectTimeout = options.WatchTimeout;
            settings.HeartbeatTimeout = options.WatchTimeout;
            settings.HeartbeatInterval = MongoOptions.WatchInterval;

            // What was acknowledged must outlive an election.
            settings.WriteConcern = WriteConcern.WMajority;
            return settings;
        }
        catch (Exception exception) when (exception is MongoConfigurationException or ArgumentException or FormatException)
        {
            // The driver's message may repeat the string with its password, so it is not part of ours.
            throw new StartupException(
                "MONGO_URI is not a connection string that MongoDB's driver understands. Write mongodb://user:password@host:27017, with "
                + "the signs : / ? # [ ] @ % of user and password escaped as %3A and so on.", exception);
        }
    }

    private async Task PrepareAsync()
    {
        try
        {
            await LimitAsync(
                (database, limited) => database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: limited),
                CancellationToken.None);

            // Without the limit of one operation: an index over many messages takes its time.
            await _preparation.RunAsync(_database, CancellationToken.None);
            _isOpen = true;
        }
        catch (MongoAuthenticationException exception)
        {
            throw new StartupException("MongoDB refused the user or the password in MONGO_URI.", exception);
        }
        catch (Exception exception) when (MongoFaults.IsOfTheMoment(exception))
        {
            throw MongoFaults.Unavailable(exception);
        }
        finally
        {
            _failedAt = TimeProvider.System.GetTimestamp();
        }
    }

    private async Task<T> LimitAsync<T>(Func<IMongoDatabase, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_limit);
        try
        {
            return await run(_database, limited.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw MongoFaults.Unavailable(exception);
        }
        catch (Exception exception) when (MongoFaults.IsOfTheMoment(exception))
        {
            throw MongoFaults.Unavailable(exception);
        }
    }
}
