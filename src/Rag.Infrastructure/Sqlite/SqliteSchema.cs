using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rag.Infrastructure.Sqlite;

/// <summary>Brings a database to the version of this program. The version stands in <c>PRAGMA user_version</c>.</summary>
internal static class SqliteSchema
{
    /// <summary>Applies what is missing, each step in a transaction of its own.</summary>
    /// <param name="connection">Without foreign keys in force: a step that rebuilds a table needs them off, which only works outside a transaction.</param>
    /// <exception cref="StorageUnusableException">The database is of a later version.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<SqliteMigration> migrations)
    {
        var known = migrations.Count == 0 ? 0 : migrations[^1].Number;
        var version = ReadVersion(connection);
        if (version > known)
        {
            throw new StorageUnusableException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database \"{connection.DataSource}\" was written by a later version of this program: it has schema {version}, "
                + $"and this version knows schemas up to {known}. Run the later version, or restore the backup taken before the update."));
        }

        foreach (var migration in migrations)
        {
            Apply(connection, migration);
        }
    }

    public static int ReadVersion(SqliteConnection connection) =>
        connection.FindOne("PRAGMA user_version", row => row.GetInt32(0));

    private static void Apply(SqliteConnection connection, SqliteMigration migration)
    {
        using var transaction = connection.BeginTransaction(deferred: false);

        // Read inside the transaction: another process may have been faster.
        if (ReadVersion(connection) >= migration.Number)
        {
            return;
        }

        connection.Execute(migration.Sql);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migration.Number}"));
        transaction.Commit();
    }
}
