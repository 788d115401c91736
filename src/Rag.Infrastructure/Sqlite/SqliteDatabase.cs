using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Rag.Infrastructure.FileStorage;

namespace Rag.Infrastructure.Sqlite;

/// <summary>
/// The database file. One connection writes, one caller at a time; readers have connections of their own from the pool and see
/// the last commit, whatever the writer is doing.
/// </summary>
internal sealed class SqliteDatabase(IOptions<StorageOptions> options) : IDisposable
{
    private const int SqliteError = 1;

    private readonly SemaphoreSlim _gate = new(1, 1);

    private readonly string _file = options.Value.DatabaseFile;

    private readonly string _readers = new SqliteConnectionStringBuilder
    {
        DataSource = options.Value.DatabaseFile,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = true,
    }.ToString();

    private volatile SqliteConnection? _writer;
    private bool _isDisposed;

    public bool FileExists => File.Exists(_file);

    /// <summary>Opens the file and migrates it; after the first time nothing.</summary>
    /// <exception cref="StorageUnusableException">The file cannot be used, or a later version of this program wrote it.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_writer is not null)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            OpenWriter();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads on the caller's thread: SQLite knows no other way, and what is read here takes microseconds from the page cache.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = new SqliteConnection(_readers);
        connection.Open();
        return read(connection);
    }

    /// <summary>
    /// Runs a transaction that is on the disk when this returns. Who waits for its turn holds no thread, so of all writers only
    /// one blocks a thread for the length of a flush. Once begun it is not cancelled.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = OpenWriter();
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = write(connection);
            transaction.Commit();
            return result;
        }
        catch (SqliteException)
        {
            // After a full disk or a failed write nobody can say what state the connection is in; the next caller gets a new one.
            CloseWriter();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task WriteAsync(Action<SqliteConnection> write, CancellationToken cancellationToken) => WriteAsync(
        connection =>
        {
            write(connection);
            return true;
        },
        cancellationToken);

    /// <summary>Closes every connection, so that the file can be moved or removed.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _gate.Wait();
        _isDisposed = true;
        using (var pool = new SqliteConnection(_readers))
        {
            SqliteConnection.ClearPool(pool);
        }

        CloseWriter();
        _gate.Dispose();
    }

    private SqliteConnection OpenWriter()
    {
        if (_writer is { } open)
        {
            return open;
        }

        StorageProbe.CheckDirectory(Path.GetDirectoryName(_file)!, StorageProbe.StorageVariable);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode != SqliteError)
        {
            connection.Dispose();
            throw new StorageUnusableException(
                $"The database \"{_file}\" cannot be opened: {exception.Message} Check that it is on a local disk with free space and "
                + "that this user may write to it; if it is damaged, restore it from a backup or move it away to begin anew.", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        _writer = connection;
        return connection;
    }

    private void Prepare(SqliteConnection connection)
    {
        // Another process on the same file is waited for; inside this one the gate keeps writers apart.
        connection.Execute("PRAGMA busy_timeout = 5000");
        if (connection.FindOne("PRAGMA journal_mode = WAL", row => row.GetString(0)) != "wal")
        {
            throw new StorageUnusableException(
                $"The file system of \"{_file}\" does not support SQLite's write-ahead log (network file systems as a rule do not). "
                + $"Set {StorageProbe.StorageVariable} to a directory on a local disk.");
        }

        // FULL for every write: uploads and claims are acknowledged once they are on the disk. Chunks could do with NORMAL, but
        // they come a hundred to a commit, and one flush is nothing beside a hundred embeddings.
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA journal_size_limit = 67108864");
        connection.Execute("PRAGMA foreign_keys = OFF");
        SqliteSchema.Migrate(connection, SqliteMigration.All);
        connection.Execute("PRAGMA foreign_keys = ON");
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
