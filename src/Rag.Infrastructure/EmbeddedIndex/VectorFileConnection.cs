using Microsoft.Data.Sqlite;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>The connection to a vector file, by which a damaged one is told from a failure of the moment.</summary>
internal sealed class VectorFileConnection(string path) : IDisposable
{
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private readonly SqliteConnection _connection =
        new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    public void Open() => _connection.Open();

    public SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public void Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    public long Scalar(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>All of it or, whatever fails in between, nothing: a transaction that stayed open would swallow what is written after it.</summary>
    public void Whole(Action work) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
        return true;
    });

    /// <exception cref="VectorFileDamagedException">The file cannot be read.</exception>
    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw Damaged("it is damaged or not a database", exception);
        }
    }

    public VectorFileDamagedException Damaged(string reason, Exception? cause = null) => new(path, reason, cause);

    public void Dispose() => _connection.Dispose();
}
