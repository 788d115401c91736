using Rag.Application.Consistency;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteLeaseRepository(SqliteDatabase database, TimeProvider time) : ILeaseRepository
{
    public Task<bool> TakeAsync(string name, Guid owner, TimeSpan duration, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO leases (name, owner, until) VALUES (@name, @owner, @until)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
            WHERE owner = excluded.owner OR until <= @now
            """,
            ("@name", name), ("@owner", owner.ToColumn()), ("@until", (time.GetUtcNow() + duration).ToColumn()),
            ("@now", time.GetUtcNow().ToColumn())) == 1,
        cancellationToken);

    public Task GiveBackAsync(string name, Guid owner, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("DELETE FROM leases WHERE name = @name AND owner = @owner", ("@name", name), ("@owner", owner.ToColumn()));
        },
        cancellationToken);
}
