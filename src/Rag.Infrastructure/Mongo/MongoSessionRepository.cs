using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Auth;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoSessionRepository(MongoDatabase database) : ISessionRepository
{
    public Task AddAsync(Session session, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            // Sessions that ended by time open nothing any more; every login sweeps them, so there are never many.
            await Sessions(mongo).DeleteManyAsync(
                new BsonDocument("expires_at", new BsonDocument("$lt", session.IssuedAt.ToBson())), limited);
            await Sessions(mongo).InsertOneAsync(ToRecord(session), cancellationToken: limited);
        },
        cancellationToken);

    public Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
            await Sessions(mongo).Find(new BsonDocument("_id", id.ToBson())).FirstOrDefaultAsync(limited) is { } record ? ToSession(record) : null,
        cancellationToken);

    // A session that was revoked after the caller read it stays revoked.
    public Task<bool> RotateAsync(Session rotated, Guid spending, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var filter = new BsonDocument
            {
                { "_id", rotated.Id.ToBson() }, { "user_id", rotated.UserId.Value.ToBson() },
                { "refresh_token_id", spending.ToBson() }, { "revoked_at", BsonNull.Value },
            };
            var changes = new BsonDocument
            {
                { "refresh_token_id", rotated.RefreshTokenId.ToBson() }, { "spent_token_id", rotated.SpentTokenId.ToBson() },
                { "access_token_id", rotated.AccessTokenId.ToBson() }, { "issued_at", rotated.IssuedAt.ToBson() },
                { "expires_at", rotated.ExpiresAt.ToBson() },
            };
            return (await Sessions(mongo).UpdateOneAsync(filter, new BsonDocument("$set", changes), cancellationToken: limited)).MatchedCount == 1;
        },
        cancellationToken);

    public Task RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Sessions(mongo).UpdateOneAsync(
            new BsonDocument { { "_id", id.ToBson() }, { "revoked_at", BsonNull.Value } },
            new BsonDocument("$set", new BsonDocument("revoked_at", now.ToBson())), cancellationToken: limited),
        cancellationToken);

    private static IMongoCollection<BsonDocument> Sessions(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Sessions);

    private static BsonDocument ToRecord(Session session) => new()
    {
        { "_id", session.Id.ToBson() },
        { "user_id", session.UserId.Value.ToBson() },
        { "epoch", session.Epoch },
        { "refresh_token_id", session.RefreshTokenId.ToBson() },
        { "spent_token_id", session.SpentTokenId.ToBson() },
        { "access_token_id", session.AccessTokenId.ToBson() },
        { "issued_at", session.IssuedAt.ToBson() },
        { "expires_at", session.ExpiresAt.ToBson() },
        { "revoked_at", session.RevokedAt.ToBson() },
    };

    private static Session ToSession(BsonDocument record) => new()
    {
        Id = record.Id("_id"),
        UserId = new UserId(record.Id("user_id")),
        Epoch = record.Int("epoch"),
        RefreshTokenId = record.Id("refresh_token_id"),
        SpentTokenId = record.IdOrNull("spent_token_id"),
        AccessTokenId = record.Id("access_token_id"),
        IssuedAt = record.Time("issued_at"),
        ExpiresAt = record.Time("expires_at"),
        RevokedAt = record.TimeOrNull("revoked_at"),
    };
}
