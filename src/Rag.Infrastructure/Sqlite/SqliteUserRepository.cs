using Microsoft.Data.Sqlite;
using Rag.Application.Users;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteUserRepository(SqliteDatabase database) : IUserRepository
{
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne("SELECT * FROM users WHERE id = @id", Map, ("@id", id.Value.ToColumn())), cancellationToken);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT * FROM users WHERE email_normalized = @email", Map, ("@email", User.NormalizeEmail(email))),
        cancellationToken);

    public Task<bool> AddAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO users (id, username, email, email_normalized, hashed_password, full_name, is_active, is_admin, created_at,
                updated_at, last_login)
            VALUES (@id, @username, @email, @normalized, @password, @name, @active, @admin, @created, @updated, @login)
            ON CONFLICT DO NOTHING
            """,
            Values(user)) == 1,
        cancellationToken);

    // An update and never an insert: a change that ends after its user was deleted must not bring the user back.
    public Task SaveAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                UPDATE users SET username = @username, email = @email, email_normalized = @normalized, hashed_password = @password,
                    full_name = @name, is_active = @active, is_admin = @admin, created_at = @created, updated_at = @updated,
                    last_login = @login
                WHERE id = @id
                """,
                Values(user));
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

    private static (string Name, object? Value)[] Values(User user) =>
    [
        ("@id", user.Id.Value.ToColumn()), ("@username", user.Username), ("@email", user.Email), ("@normalized", user.EmailNormalized),
        ("@password", user.HashedPassword), ("@name", user.FullName), ("@active", user.IsActive), ("@admin", user.IsAdmin),
        ("@created", user.CreatedAt.ToColumn()), ("@updated", user.UpdatedAt.ToColumn()), ("@login", user.LastLogin.ToColumn()),
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
    };
}
