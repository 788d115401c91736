using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// A change is made on what was read and stored when nobody has stored another meanwhile (revision); else it is made again. What
/// could take the last admin away waits for a lock that all instances share, because it depends on the other users too.
/// </summary>
internal sealed class MongoUserRepository(MongoDatabase database) : IUserRepository
{
    private const string AdminsLock = "admins";

    private static readonly BsonDocument ActiveAdmins = new() { { "is_admin", true }, { "is_active", new BsonDocument("$ne", false) } };

    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) => FindAsync(id.Value.ById(), cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        FindAsync(new BsonDocument("email_normalized", User.NormalizeEmail(email)), cancellationToken);

    public Task<bool> AddAsync(User user, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            try
            {
                var record = UserRecord.From(user);
                record.InsertAt(0, new BsonElement("_id", user.Id.Value.ToBson()));
                record["email_normalized"] = user.EmailNormalized;
                record["revision"] = 1;
                await Users(mongo).InsertOneAsync(record, cancellationToken: limited);
                return true;
            }
            catch (MongoException exception) when (exception.IsDuplicate())
            {
                return false;
            }
        },
        cancellationToken);

    public Task<UserPage> SearchAsync(UserSearch search, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var filter = Filter(search);
            var users = Users(mongo);
            var total = await users.CountDocumentsAsync(filter, cancellationToken: limited);
            var items = await users.Find(filter).Sort(new BsonDocument { { "created_at", -1 }, { "_id", -1 } })
                .Skip(search.Skip).Limit(search.Limit).ToListAsync(limited);
            return new UserPage([.. items.Select(UserRecord.ToUser)], (int)total);
        },
        cancellationToken);

    public Task<Result<User>> ChangeAsync(UserId id, Func<User, User> change, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            while (true)
            {
                if (await Users(mongo).Find(id.Value.ById()).FirstOrDefaultAsync(limited) is not { } stored)
                {
                    return UserErrors.NotFound();
                }

                var user = UserRecord.ToUser(stored);
                var changed = change(user);
                var outcome = user.IsActiveAdmin && !changed.IsActiveAdmin
                    ? await MongoLock.HoldAsync(
                        mongo, AdminsLock,
                        async () => await IsLastAdminAsync(mongo, stored, limited) ? UserErrors.LastAdmin() : await StoreAsync(mongo, stored, changed, limited),
                        limited)
                    : await StoreAsync(mongo, stored, changed, limited);
                if (outcome is { } done)
                {
                    return done;
                }
            }
        },
        cancellationToken);

    // Sessions after the user: those of nobody open nothing, so an end in between leaves no way in, and they are swept in their time.
    public Task<Result> DeleteAsync(UserId id, CancellationToken cancellationToken) => database.RunAsync<Result>(
        async (mongo, limited) =>
        {
            if (await Users(mongo).Find(id.Value.ById()).FirstOrDefaultAsync(limited) is not { } stored)
            {
                return UserErrors.NotFound();
            }

            var refusal = await MongoLock.HoldAsync(
                mongo, AdminsLock,
                async () =>
                {
                    if (UserRecord.ToUser(stored).IsActiveAdmin && await IsLastAdminAsync(mongo, stored, limited))
                    {
                        return UserErrors.LastAdmin();
                    }

                    return (await Users(mongo).DeleteOneAsync(id.Value.ById(), limited)).DeletedCount == 0 ? UserErrors.NotFound() : null;
                },
                limited);
            if (refusal is not null)
            {
                return refusal;
            }

            await mongo.GetCollection<BsonDocument>(MongoNames.Sessions).DeleteManyAsync(new BsonDocument("user_id", id.Value.ToBson()), limited);
            return Result.Success;
        },
        cancellationToken);

    // A revision of its own, so that a change under way is made again instead of setting this back.
    public Task RecordLoginAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Users(mongo).UpdateOneAsync(
            id.Value.ById(),
            new BsonDocument { { "$set", new BsonDocument("last_login", now.ToBson()) }, { "$inc", new BsonDocument("revision", 1) } },
            cancellationToken: limited),
        cancellationToken);

    public Task<bool> AnyActiveAdminAsync(CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Users(mongo).Find(ActiveAdmins).AnyAsync(limited), cancellationToken);

    private static IMongoCollection<BsonDocument> Users(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Users);

    private Task<User?> FindAsync(BsonDocument filter, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) => await Users(mongo).Find(filter).FirstOrDefaultAsync(limited) is { } stored ? UserRecord.ToUser(stored) : null,
        cancellationToken);

    private static Task<bool> IsLastAdminAsync(IMongoDatabase mongo, BsonDocument stored, CancellationToken cancellationToken) =>
        NoneAsync(Users(mongo), new BsonDocument(ActiveAdmins) { { "_id", new BsonDocument("$ne", stored["_id"]) } }, cancellationToken);

    private static async Task<bool> NoneAsync(IMongoCollection<BsonDocument> users, BsonDocument filter, CancellationToken cancellationToken) =>
        !await users.Find(filter).AnyAsync(cancellationToken);

    /// <summary>Null: somebody else was faster.</summary>
    private static async Task<Result<User>?> StoreAsync(
        IMongoDatabase mongo, BsonDocument stored, User changed, CancellationToken cancellationToken)
    {
        // A user of the old backend whose address another one has goes without the compared form until the address is changed.
        var record = UserRecord.From(changed);
        if (stored.Contains("email_normalized") || changed.EmailNormalized != User.NormalizeEmail(stored.Text("email")))
        {
            record["email_normalized"] = changed.EmailNormalized;
        }

        var filter = new BsonDocument { { "_id", stored["_id"] }, { "revision", stored.GetValue("revision", BsonNull.Value) } };
        try
        {
            var update = new BsonDocument { { "$set", record }, { "$inc", new BsonDocument("revision", 1) } };
            var written = await Users(mongo).UpdateOneAsync(filter, update, cancellationToken: cancellationToken);
            return written.MatchedCount == 1 ? Result<User>.Success(changed) : null;
        }
        catch (MongoException exception) when (exception.IsDuplicate())
        {
            return UserErrors.EmailTaken();
        }
    }

    private static BsonDocument Filter(UserSearch search)
    {
        var filter = new BsonDocument();
        if (search.Text is { } text)
        {
            var part = new BsonRegularExpression(Regex.Escape(text), "i");
            filter["$or"] = new BsonArray { new BsonDocument("email", part), new BsonDocument("username", part) };
        }

        if (search.IsAdmin is { } isAdmin)
        {
            filter["is_admin"] = isAdmin ? true : new BsonDocument("$ne", true);
        }

        if (search.IsActive is { } isActive)
        {
            filter["is_active"] = isActive ? new BsonDocument("$ne", false) : false;
        }

        return filter;
    }
}
