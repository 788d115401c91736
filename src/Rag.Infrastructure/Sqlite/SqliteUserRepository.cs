using Microsoft.Data.Sqlite;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteUserRepository(SqliteDatabase database) : IUserRepository
{
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => FindOne(connection, id), cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT * FROM users WHERE email_normalized = @email", Map, ("@email", User.NormalizeEmail(email))),
        cancellationToken);

    public Task<bool> AddAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO users (id, username, email, email_normalized, hashed_password, full_name, is_active, is_admin, created_at,
                updated_at, last_login, session_epoch, kept_session)
            VALUES (@id, @username, @email, @normalized, @password, @name, @active, @admin, @created, @updated, @login, @epoch, @kept)
            ON CONFLICT DO NOTHING
            """,
            Values(user)) == 1,
        cancellationToken);

    public Task<UserPage> SearchAsync(UserSearch search, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            // Not LIKE and lower(), which fold ASCII alone and know wildcards. Of a pooled connection, so it is defined each time.
            connection.CreateFunction("upper_invariant", (string text) => text.ToUpperInvariant(), isDeterministic: true);
            const string fitting =
                """
                FROM users
                WHERE (@text IS NULL OR instr(upper_invariant(email), @text) > 0 OR instr(upper_invariant(username), @text) > 0)
                    AND (@admin IS NULL OR is_admin = @admin) AND (@active IS NULL OR is_active = @active)
                """;
            (string, object?)[] values =
            [
                ("@text", search.Text?.ToUpperInvariant()), ("@admin", search.IsAdmin), ("@active", search.IsActive),
                ("@skip", search.Skip), ("@limit", search.Limit),
            ];

            // One read transaction: a page and its total of one moment.
            using var snapshot = connection.BeginTransaction(deferred: true);
            var total = connection.FindOne($"SELECT count(*) {fitting}", row => row.GetInt32(0), values);
            var items = connection.List($"SELECT * {fitting} ORDER BY created_at DESC, id DESC LIMIT @limit OFFSET @skip", Map, values);
            return new UserPage(items, total);
        },
        cancellationToken);

    // An update and never an insert: a change that ends after its user was deleted must not bring the user back.
    public Task<Result<User>> ChangeAsync(UserId id, Func<User, User> change, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (FindOne(connection, id) is not { } user)
            {
                return UserErrors.NotFound();
            }

            var changed = change(user);
            if (connection.FindOne(
                "SELECT 1 FROM users WHERE email_normalized = @email AND id <> @id", row => row.GetBoolean(0),
                ("@email", changed.EmailNormalized), ("@id", id.Value.ToColumn())))
            {
                return UserErrors.EmailTaken();
            }

            if (!changed.IsActiveAdmin && IsLastAdmin(connection, user))
            {
                return UserErrors.LastAdmin();
            }

            connection.Execute(
                """
                UPDATE users SET username = @username, email = @email, email_normalized = @normalized, hashed_password = @password,
                    full_name = @name, is_active = @active, is_admin = @admin, created_at = @created, updated_at = @updated,
                    last_login = @login, session_epoch = @epoch, kept_session = @kept
                WHERE id = @id
                """,
                Values(changed));
            return Result<User>.Success(changed);
        },
        cancellationToken);

    public Task<Result> DeleteAsync(UserId id, CancellationToken cancellationToken) => database.WriteAsync<Result>(
        connection =>
        {
            if (FindOne(connection, id) is not { } user)
            {
                return UserErrors.NotFound();
            }

            if (IsLastAdmin(connection, user))
            {
                return UserErrors.LastAdmin();
            }

            connection.Execute("DELETE FROM users WHERE id = @id", ("@id", id.Value.ToColumn()));
            return Result.Success;
        },
        cancellationToken);

    public Task RecordLoginAsync(UserId id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("UPDATE users SET last_login = @now WHERE id = @id", ("@now", now.ToColumn()), ("@id", id.Value.ToColumn()));
        },
        cancellationToken);

    public Task<bool> AnyActiveAdminAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT EXISTS (SELECT 1 FROM users WHERE is_admin = 1 AND is_active = 1)", row => row.GetBoolean(0)),
        cancellationToken);

    private static User? FindOne(SqliteConnection connection, UserId id) =>
        connection.FindOne("SELECT * FROM users WHERE id = @id", Map, ("@id", id.Value.ToColumn()));

    private static bool IsLastAdmin(SqliteConnection connection, User user) => user.IsActiveAdmin && !connection.FindOne(
        "SELECT EXISTS (SELECT 1 FROM users WHERE is_admin = 1 AND is_active = 1 AND id <> @id)", row => row.GetBoolean(0),
        ("@id", user.Id.Value.ToColumn()));

    private static (string Name, object? Value)[] Values(User user) =>
    [
        ("@id", user.Id.Value.ToColumn()), ("@username", user.Username), ("@email", user.Email), ("@normalized", user.EmailNormalized),
        ("@password", user.HashedPassword), ("@name", user.FullName), ("@active", user.IsActive), ("@admin", user.IsAdmin),
        ("@created", user.CreatedAt.ToColumn()), ("@updated", user.UpdatedAt.ToColumn()), ("@login", user.LastLogin.ToColumn()),
        ("@epoch", user.SessionEpoch), ("@kept", user.KeptSession.ToColumn()),
    ];

    private static User Map(SqliteDataReader row) => new()
    {
        Id = new UserId(row.Id("id")),
        Username = row.Text("username"),
        Email = row.Text("email"),
        HashedPassword = row.Text("hashed_password"),
        FullName = row.TextOrNull("full_name"),
        IsActive = row.Flag("is_active"),
        IsAdmin = row.Flag("is_admin"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        LastLogin = row.TimeOrNull("last_login"),
        SessionEpoch = row.Int("session_epoch"),
        KeptSession = row.IdOrNull("kept_session"),
    };
}
