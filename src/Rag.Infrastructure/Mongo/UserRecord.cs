using MongoDB.Bson;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Mongo;

/// <summary>A document of users. The old backend's have fewer fields.</summary>
internal static class UserRecord
{
    /// <summary>Without _id, email_normalized and revision, which have rules of their own.</summary>
    public static BsonDocument From(User user) => new()
    {
        { "username", user.Username },
        { "email", user.Email },
        { "hashed_password", user.HashedPassword },
        { "full_name", user.FullName.ToBson() },
        { "is_active", user.IsActive },
        { "is_admin", user.IsAdmin },
        { "created_at", user.CreatedAt.ToBson() },
        { "updated_at", user.UpdatedAt.ToBson() },
        { "last_login", user.LastLogin.ToBson() },
        { "session_epoch", user.SessionEpoch },
        { "kept_session", user.KeptSession.ToBson() },
    };

    public static User ToUser(BsonDocument record)
    {
        var id = record["_id"].ToId();
        var createdAt = record.TimeOrNull("created_at") ?? DateTimeOffset.UnixEpoch;
        return new User
        {
            Id = new UserId(id),
            Username = record.TextOrNull("username") ?? record.Text("email"),
            Email = record.Text("email"),
            HashedPassword = record.Text("hashed_password"),
            FullName = record.TextOrNull("full_name"),
            IsActive = record.Flag("is_active", otherwise: true),
            IsAdmin = record.Flag("is_admin", otherwise: false),
            CreatedAt = createdAt,
            UpdatedAt = record.TimeOrNull("updated_at") ?? createdAt,
            LastLogin = record.TimeOrNull("last_login"),
            SessionEpoch = record.Int("session_epoch"),
            KeptSession = record.IdOrNull("kept_session"),
        };
    }
}
