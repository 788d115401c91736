using Microsoft.Data.Sqlite;
using Rag.Application.Auth;
using Rag.Domain.Users;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteSessionRepository(SqliteDatabase database) : ISessionRepository
{
    public Task AddAsync(Session session, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            // Sessions that ended by time open nothing any more; every login sweeps them, so the table does not grow for ever.
            connection.Execute("DELETE FROM sessions WHERE expires_at < @now", ("@now", session.IssuedAt.ToColumn()));
            connection.Execute(
                """
                INSERT INTO sessions (id, user_id, refresh_token_id, spent_token_id, access_token_id, issued_at, expires_at, revoked_at, epoch)
                VALUES (@id, @user, @refresh, @spent, @access, @issued, @expires, @revoked, @epoch)
                """,
                Values(session));
        },
        cancellationToken);

    public Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne("SELECT * FROM sessions WHERE id = @id", Map, ("@id", id.ToColumn())), cancellationToken);

    // A session that was revoked after the caller read it stays revoked.
    public Task<bool> RotateAsync(Session rotated, Guid spending, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE sessions SET refresh_token_id = @refresh, spent_token_id = @spent, access_token_id = @access, issued_at = @issued,
                expires_at = @expires
            WHERE id = @id AND user_id = @user AND refresh_token_id = @spending AND revoked_at IS NULL
            """,
            [.. Values(rotated), ("@spending", spending.ToColumn())]) == 1,
        cancellationToken);

    public Task RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "UPDATE sessions SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL",
                ("@id", id.ToColumn()), ("@now", now.ToColumn()));
        },
        cancellationToken);

    private static (string Name, object? Value)[] Values(Session session) =>
    [
        ("@id", session.Id.ToColumn()), ("@user", session.UserId.Value.ToColumn()), ("@refresh", session.RefreshTokenId.ToColumn()),
        ("@spent", session.SpentTokenId.ToColumn()), ("@access", session.AccessTokenId.ToColumn()),
        ("@issued", session.IssuedAt.ToColumn()), ("@expires", session.ExpiresAt.ToColumn()), ("@revoked", session.RevokedAt.ToColumn()),
        ("@epoch", session.Epoch),
    ];

    private static Session Map(SqliteDataReader row) => new()
    {
        Id = row.Id("id"),
        UserId = new UserId(row.Id("user_id")),
        Epoch = row.Int("epoch"),
        RefreshTokenId = row.Id("refresh_token_id"),
        SpentTokenId = row.IdOrNull("spent_token_id"),
        AccessTokenId = row.Id("access_token_id"),
        IssuedAt = row.Time("issued_at"),
        ExpiresAt = row.Time("expires_at"),
        RevokedAt = row.TimeOrNull("revoked_at"),
    };
}
