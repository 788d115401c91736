using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// What a database needs before it is used, done at every start and harmless when done twice or by two instances at once: users of
/// the old backend get the form of their address that is compared, and the indexes are made.
/// </summary>
internal sealed partial class MongoPreparation(ILogger<MongoPreparation> logger)
{
    private const int ExistsUnderAnotherName = 85;

    private static readonly BsonDocument WhereNamed = new("name_key", new BsonDocument("$exists", true));

    private static readonly BsonDocument WhereNormalized = new("email_normalized", new BsonDocument("$exists", true));

    private static readonly (string Collection, BsonDocument Key, BsonDocument? UniqueWhere)[] Indexes =
    [
        (MongoNames.Users, new BsonDocument("username", 1), []),
        (MongoNames.Users, new BsonDocument("email_normalized", 1), WhereNormalized),
        (MongoNames.Documents, new BsonDocument("name_key", 1), WhereNamed),
        (MongoNames.Documents, new BsonDocument { { "pending.status", 1 }, { "pending.uploaded_at", 1 } }, null),
        (MongoNames.Documents, new BsonDocument("remains.number", 1), null),
        (MongoNames.Sessions, new BsonDocument("user_id", 1), null),
        (MongoNames.Sessions, new BsonDocument("expires_at", 1), null),
        (MongoNames.Chunks, new BsonDocument("sequence", 1), null),
        (MongoNames.Chunks, new BsonDocument { { "document_id", 1 }, { "version", 1 } }, null),
        (MongoNames.RemovedVersions, new BsonDocument("sequence", 1), null),
        (MongoNames.Pages, new BsonDocument { { "document_id", 1 }, { "version", 1 }, { "number", 1 } }, null),
        (MongoNames.Vectors, new BsonDocument { { "generation", 1 }, { "sequence", 1 } }, null),
        (MongoNames.Vectors, new BsonDocument { { "document_id", 1 }, { "version", 1 } }, null),
        (MongoNames.RemovedVectors, new BsonDocument { { "generation", 1 }, { "sequence", 1 } }, null),
        (MongoNames.Messages, new BsonDocument { { "conversation_id", 1 }, { "timestamp", 1 } }, null),
        (MongoNames.Messages, new BsonDocument("timestamp", 1), null),
        (MongoNames.Messages, new BsonDocument { { "finish_reason", 1 }, { "timestamp", 1 } }, null),
        (MongoNames.TokenLedger, new BsonDocument("at", 1), null),
        (MongoNames.TokenLedger, new BsonDocument("conversation_id", 1), null),
    ];

    public async Task RunAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        await NormalizeAddressesAsync(database.GetCollection<BsonDocument>(MongoNames.Users), cancellationToken);
        foreach (var (collection, key, uniqueWhere) in Indexes)
        {
            await CreateAsync(database.GetCollection<BsonDocument>(collection), key, uniqueWhere, cancellationToken);
        }
    }

    // The oldest first, so that of several with one address the oldest gets it. What is interrupted goes on at the next start.
    private async Task NormalizeAddressesAsync(IMongoCollection<BsonDocument> users, CancellationToken cancellationToken)
    {
        var without = await users.Find(new BsonDocument("email_normalized", new BsonDocument("$exists", false)))
            .Sort(new BsonDocument { { "created_at", 1 }, { "_id", 1 } })
            .Project(new BsonDocument("email", 1))
            .ToListAsync(cancellationToken);
        var colliding = new List<string>();
        foreach (var user in without.Where(user => user.GetValue("email", BsonNull.Value).IsString))
        {
            var normalized = User.NormalizeEmail(user["email"].AsString);
            if (await users.Find(new BsonDocument("email_normalized", normalized)).AnyAsync(cancellationToken)
                || !await TrySetAsync(users, user["_id"], normalized, cancellationToken))
            {
                colliding.Add(user["_id"].ToString()!);
            }
        }

        if (colliding.Count > 0)
        {
            AddressesCollide(string.Join(", ", colliding));
        }
    }

    private static async Task<bool> TrySetAsync(
        IMongoCollection<BsonDocument> users, BsonValue id, string normalized, CancellationToken cancellationToken)
    {
        try
        {
            await users.UpdateOneAsync(
                new BsonDocument("_id", id), new BsonDocument("$set", new BsonDocument("email_normalized", normalized)),
                cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            return false;
        }
    }

    private static async Task CreateAsync(
        IMongoCollection<BsonDocument> collection, BsonDocument key, BsonDocument? uniqueWhere, CancellationToken cancellationToken)
    {
        var options = new CreateIndexOptions<BsonDocument>();
        if (uniqueWhere is not null)
        {
            options.Unique = true;
            options.PartialFilterExpression = uniqueWhere.ElementCount > 0 ? uniqueWhere : null;
        }

        var fields = string.Join(", ", key.Names);
        var name = $"{collection.CollectionNamespace.CollectionName} ({fields})";
        try
        {
            await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(key, options), cancellationToken: cancellationToken);
        }
        catch (MongoCommandException exception) when (uniqueWhere is null && exception.Code == ExistsUnderAnotherName)
        {
            // The old backend made the same one under a name of its own.
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            throw new StartupException(
                $"The unique index on {name} cannot be made in MongoDB, because several entries share a value. Give all but one of "
                + "them another value and start again.", exception);
        }
        catch (MongoCommandException exception) when (!MongoFaults.IsOfTheMoment(exception))
        {
            throw new StartupException(
                $"The index on {name} cannot be made in MongoDB: {exception.CodeName}. Check that this user may create indexes and that "
                + "no other index has the same fields with other options.", exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The addresses of these users differ from another user's in case only, so they cannot sign in until they are given another: {UserIds}")]
    private partial void AddressesCollide(string userIds);
}
