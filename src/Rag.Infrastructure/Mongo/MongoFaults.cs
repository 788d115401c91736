using MongoDB.Driver;
using Rag.Application;

namespace Rag.Infrastructure.Mongo;

/// <summary>Which failures are of the moment. All others are ours or the operator's, and trying again would not help.</summary>
internal static class MongoFaults
{
    /// <summary>The wait queue, elections, a server that is stopping, limits of time and the network.</summary>
    public static bool IsOfTheMoment(Exception exception) => exception switch
    {
        MongoAuthenticationException => false,
        TimeoutException or MongoConnectionException or MongoConnectionPoolPausedException or MongoWaitQueueFullException => true,
        MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoExecutionTimeoutException or MongoIncompatibleDriverException => true,
        MongoException labelled => labelled.HasErrorLabel("RetryableWriteError") || labelled.HasErrorLabel("TransientTransactionError"),
        _ => false,
    };

    /// <summary>A unique index refused it.</summary>
    public static bool IsDuplicate(this MongoException exception) => exception switch
    {
        MongoWriteException write => write.WriteError?.Category == ServerErrorCategory.DuplicateKey,
        MongoBulkWriteException bulk => bulk.WriteErrors.Any(error => error.Category == ServerErrorCategory.DuplicateKey),
        MongoCommandException command => command.Code == 11000,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(Exception cause) => new("MongoDB cannot be used at the moment.", cause);
}
