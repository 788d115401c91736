using Microsoft.Data.Sqlite;

namespace Rag.Api.FunctionalTests.Crash;

internal sealed record StoredVersion(string Document, int Number, string FileKey, string Status, string? Owner, int Attempt);

internal sealed record StoredCount(string Document, int Version, int Count, int HighestIndex);

/// <summary>What stands in the database and on the disk, read past the application.</summary>
internal sealed class StoredRows
{
    private StoredRows(string storage, SqliteConnection connection)
    {
        Files = [.. Directory.EnumerateFiles(Path.Combine(storage, "documents", "pdfs"), "*.pdf").Select(file => Path.GetFileName(file))];

        // One view: what is cleaned up meanwhile must not look as if nobody knew of it.
        using var view = connection.BeginTransaction(deferred: true);
        Versions = List(connection, "SELECT document_id, number, file_key, status, owner, attempt FROM document_versions",
            row => new StoredVersion(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt32(5)));
        Chunks = List(connection, "SELECT document_id, version, count(*), max(chunk_index) FROM chunks GROUP BY 1, 2", ToCount);
        Pages = List(connection, "SELECT document_id, version, count(*), max(number) FROM pages GROUP BY 1, 2", ToCount);
        Remains = List(connection, "SELECT document_id, number, file_key FROM version_remains",
            row => new StoredVersion(row.GetString(0), row.GetInt32(1), row.GetString(2), "removed", null, 0));
    }

    public IReadOnlyList<StoredVersion> Versions { get; }

    public IReadOnlyList<StoredCount> Chunks { get; }

    public IReadOnlyList<StoredCount> Pages { get; }

    /// <summary>Removed versions that are noted to be cleaned up.</summary>
    public IReadOnlyList<StoredVersion> Remains { get; }

    public IReadOnlyList<string> Files { get; }

    /// <summary>While the application runs.</summary>
    public static StoredRows Read(string storage) => Read(storage, Path.Combine(storage, "rag.db"));

    /// <summary>After a kill: of a copy, because opening the database would do the recovery that the application is to do.</summary>
    public static StoredRows ReadCopy(string storage)
    {
        using var copy = new Rag.Testing.TemporaryFolder();
        foreach (var name in new[] { "rag.db", "rag.db-wal" }.Where(name => File.Exists(Path.Combine(storage, name))))
        {
            File.Copy(Path.Combine(storage, name), copy.File(name));
        }

        return Read(storage, copy.File("rag.db"));
    }

    private static StoredRows Read(string storage, string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return new StoredRows(storage, connection);
    }

    private static StoredCount ToCount(SqliteDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3));

    private static List<T> List<T>(SqliteConnection connection, string query, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
