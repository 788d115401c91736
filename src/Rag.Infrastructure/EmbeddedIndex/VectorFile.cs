using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using SQLitePCL;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>Which model a vector file belongs to.</summary>
internal readonly record struct VectorFileStamp(string Model, int Dimension);

/// <summary>
/// The vectors on disk: a SQLite file with a row per chunk and one row that says which model made them. What is committed survives
/// the loss of power. For one user at a time; the index holds its gate.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const int SchemaVersion = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    // Pages of 16 KiB hold ten vectors of 384 floats each and waste little; the default of 4 KiB holds two.
    private const string CreateSchema = """
        PRAGMA page_size = 16384;
        PRAGMA journal_mode = WAL;
        BEGIN;
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1), schema_version INTEGER NOT NULL, model TEXT NOT NULL, dimension INTEGER NOT NULL);
        CREATE TABLE chunks (
            document_id TEXT NOT NULL, version INTEGER NOT NULL, chunk_index INTEGER NOT NULL, vector BLOB NOT NULL,
            source TEXT NOT NULL, page INTEGER NOT NULL, content_hash TEXT NOT NULL, word_count INTEGER NOT NULL,
            char_count INTEGER NOT NULL, PRIMARY KEY (document_id, version, chunk_index));
        INSERT INTO meta VALUES (1, $schema, $model, $dimension);
        COMMIT;
        """;

    private const string CreateDraft = """
        DROP TABLE IF EXISTS draft_chunks;
        DROP TABLE IF EXISTS draft_meta;
        CREATE TABLE draft_meta (id INTEGER PRIMARY KEY CHECK (id = 1), model TEXT NOT NULL, dimension INTEGER NOT NULL);
        CREATE TABLE draft_chunks (
            document_id TEXT NOT NULL, version INTEGER NOT NULL, chunk_index INTEGER NOT NULL, vector BLOB NOT NULL,
            source TEXT NOT NULL, page INTEGER NOT NULL, content_hash TEXT NOT NULL, word_count INTEGER NOT NULL,
            char_count INTEGER NOT NULL, PRIMARY KEY (document_id, version, chunk_index));
        INSERT INTO draft_meta VALUES (1, $model, $dimension);
        """;

    // One transaction, so that the file holds the old vectors or the new ones under their own model's name, whatever happens.
    private const string SwitchToDraft = """
        UPDATE meta SET model = (SELECT model FROM draft_meta), dimension = (SELECT dimension FROM draft_meta);
        DROP TABLE chunks;
        ALTER TABLE draft_chunks RENAME TO chunks;
        DROP TABLE draft_meta;
        """;

    private const string DropDraftTables = "DROP TABLE IF EXISTS draft_chunks; DROP TABLE IF EXISTS draft_meta;";

    private readonly string _path;
    private readonly SqliteConnection _connection;

    private VectorFile(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    public VectorFileStamp Stamp { get; private set; }

    /// <summary>Opens the file; makes it for <paramref name="model"/> where it is missing or holds nothing.</summary>
    public static VectorFile Open(string path, VectorFileStamp model)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        var file = new VectorFile(path, new SqliteConnection(settings.ToString()));
        try
        {
            file.Guarded(() => file.Prepare(model));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public long CountRows() => Guarded(() => Scalar("SELECT count(*) FROM chunks"));

    /// <summary>What there is of each version; read from the key alone.</summary>
    public IReadOnlyList<StoredParts> ListStored() => Guarded(() =>
    {
        using var command = Command("SELECT document_id, version, count(*), max(chunk_index) FROM chunks GROUP BY document_id, version");
        using var reader = command.ExecuteReader();
        var stored = new List<StoredParts>();
        while (reader.Read())
        {
            if (!DocumentId.TryParse(reader.GetString(0), out var document))
            {
                throw new VectorFileDamagedException(_path, "a row has no document id");
            }

            stored.Add(new StoredParts(document, reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return stored;
    });

    /// <summary>Everything, read once and straight into the place where it is searched.</summary>
    public VectorRows Load() => Guarded(() =>
    {
        // Counted first: growing while reading would need the memory twice.
        var table = VectorRows.NewTable(Stamp.Dimension, Scalar("SELECT count(*) FROM chunks"));
        using var command = Command("SELECT document_id, version, chunk_index, vector FROM chunks");
        using var reader = command.ExecuteReader();
        var count = 0;
        while (reader.Read())
        {
            if (!DocumentId.TryParse(reader.GetString(0), out var document))
            {
                throw new VectorFileDamagedException(_path, $"row {count} has no document id");
            }

            // The statement's own memory: a byte array per row would be as much garbage as there are vectors.
            var vector = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(reader.Handle, 3));
            if (vector.Length != Stamp.Dimension)
            {
                throw new VectorFileDamagedException(_path, $"row {count} has a vector of {vector.Length} instead of {Stamp.Dimension}");
            }

            table.Write(count++, new ChunkId(document, reader.GetInt32(1), reader.GetInt32(2)), vector);
        }

        return VectorRows.Of(table, count);
    });

    public void Upsert(IReadOnlyList<EmbeddedChunk> chunks) => Upsert("chunks", chunks);

    public void UpsertDraft(IReadOnlyList<EmbeddedChunk> chunks) => Upsert("draft_chunks", chunks);

    public void Delete(DocumentId document, int? version) => Delete("chunks", document, version);

    public void DeleteDraft(DocumentId document, int? version) => Delete("draft_chunks", document, version);

    /// <summary>Whose draft there is; null for none.</summary>
    public string? DraftModel() => Guarded(() =>
    {
        if (Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('draft_meta', 'draft_chunks')") != 2)
        {
            return null;
        }

        using var command = Command("SELECT model FROM draft_meta");
        return command.ExecuteScalar() as string;
    });

    public void BeginDraft(VectorFileStamp model) =>
        Guarded(() => ExecuteWhole(CreateDraft, ("$model", model.Model), ("$dimension", model.Dimension)));

    public void Switch() => Guarded(() =>
    {
        ExecuteWhole(SwitchToDraft);
        return Stamp = ReadStamp();
    });

    public void DropDraft() => Guarded(() => ExecuteWhole(DropDraftTables));

    public void Dispose() => _connection.Dispose();

    private void Upsert(string table, IReadOnlyList<EmbeddedChunk> chunks) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command(
            $"INSERT OR REPLACE INTO {table} VALUES ($document, $version, $index, $vector, $source, $page, $hash, $words, $characters)");
        command.Transaction = transaction;
        foreach (var embedded in chunks)
        {
            var chunk = embedded.Chunk;
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$document", chunk.Id.Document.ToString());
            command.Parameters.AddWithValue("$version", chunk.Id.Version);
            command.Parameters.AddWithValue("$index", chunk.Id.Index);
            command.Parameters.AddWithValue("$vector", MemoryMarshal.AsBytes(embedded.Vector.Span).ToArray());
            command.Parameters.AddWithValue("$source", embedded.FileName);
            command.Parameters.AddWithValue("$page", chunk.Page);
            command.Parameters.AddWithValue("$hash", chunk.ContentHash);
            command.Parameters.AddWithValue("$words", chunk.Words);
            command.Parameters.AddWithValue("$characters", chunk.Text.Length);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return chunks.Count;
    });

    private void Delete(string table, DocumentId document, int? version) => Guarded(() =>
    {
        using var command = Command($"DELETE FROM {table} WHERE document_id = $document AND ($version IS NULL OR version = $version)");
        command.Parameters.AddWithValue("$document", document.ToString());
        command.Parameters.AddWithValue("$version", (object?)version ?? DBNull.Value);
        return command.ExecuteNonQuery();
    });

    private VectorFileStamp Prepare(VectorFileStamp model)
    {
        _connection.Open();
        if (Scalar("SELECT count(*) FROM sqlite_master") == 0)
        {
            using var create = Command(CreateSchema);
            create.Parameters.AddWithValue("$schema", SchemaVersion);
            create.Parameters.AddWithValue("$model", model.Model);
            create.Parameters.AddWithValue("$dimension", model.Dimension);
            create.ExecuteNonQuery();
        }

        // FULL is a property of the connection, WAL one of the file.
        Execute("PRAGMA synchronous = FULL");

        Stamp = ReadStamp();
        if (Stamp != model && Scalar("SELECT count(*) FROM chunks") == 0)
        {
            Adopt(model);
        }

        return Stamp;
    }

    private VectorFileStamp ReadStamp()
    {
        if (Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'chunks')") != 2)
        {
            throw new VectorFileDamagedException(_path, "it is a database of something else");
        }

        using var command = Command("SELECT schema_version, model, dimension FROM meta");
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw new VectorFileDamagedException(_path, "it does not say which model made it");
        }

        if (reader.GetInt32(0) != SchemaVersion)
        {
            throw new VectorFileDamagedException(
                _path, string.Create(CultureInfo.InvariantCulture, $"its schema is {reader.GetInt32(0)}, this version reads {SchemaVersion}"));
        }

        return new VectorFileStamp(reader.GetString(1), reader.GetInt32(2));
    }

    private void Adopt(VectorFileStamp model)
    {
        using var command = Command("UPDATE meta SET model = $model, dimension = $dimension");
        command.Parameters.AddWithValue("$model", model.Model);
        command.Parameters.AddWithValue("$dimension", model.Dimension);
        command.ExecuteNonQuery();
        Stamp = model;
    }

    private long Scalar(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private int Execute(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>All statements or, whichever of them fails, none: a transaction that stayed open would swallow what is written after it.</summary>
    private int ExecuteWhole(string statements, params (string Name, object Value)[] parameters)
    {
        using var transaction = _connection.BeginTransaction();
        using var command = Command(statements);
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var changed = command.ExecuteNonQuery();
        transaction.Commit();
        return changed;
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw new VectorFileDamagedException(_path, "it is damaged or not a database", exception);
        }
    }
}
