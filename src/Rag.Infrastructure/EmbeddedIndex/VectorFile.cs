using System.Globalization;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>Which model a vector file belongs to.</summary>
internal readonly record struct VectorFileStamp(string Model, int Dimension);

/// <summary>Up to which number a copy holds the changes of which source.</summary>
internal sealed record FollowedFeed(string Source, long Sequence);

/// <summary>
/// The vectors on disk: a SQLite file with a row per chunk and one row that says which model made them, and the same again while a
/// draft is built. What is committed survives the loss of power. For one user at a time; the index holds its gate.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const int SchemaVersion = 1;

    // Pages of 16 KiB hold ten vectors of 384 floats each and waste little; the default of 4 KiB holds two.
    private const string PrepareEmptyFile = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;";

    private const string CreateMeta = """
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1), schema_version INTEGER NOT NULL, model TEXT NOT NULL, dimension INTEGER NOT NULL);
        INSERT INTO meta VALUES (1, $schema, $model, $dimension);
        """;

    private const string CreateDraftMeta = """
        CREATE TABLE draft_meta (id INTEGER PRIMARY KEY CHECK (id = 1), model TEXT NOT NULL, dimension INTEGER NOT NULL);
        INSERT INTO draft_meta VALUES (1, $model, $dimension);
        """;

    private const string SwitchToDraft = """
        UPDATE meta SET model = (SELECT model FROM draft_meta), dimension = (SELECT dimension FROM draft_meta);
        DROP TABLE chunks;
        ALTER TABLE draft_chunks RENAME TO chunks;
        DROP TABLE draft_meta;
        """;

    // Made where it is needed: a file of an embedded store follows nobody.
    private const string SetFollowed = """
        CREATE TABLE IF NOT EXISTS followed (id INTEGER PRIMARY KEY CHECK (id = 1), source TEXT NOT NULL, sequence INTEGER NOT NULL);
        INSERT OR REPLACE INTO followed VALUES (1, $source, $sequence);
        """;

    private const string DropDraftTables = "DROP TABLE IF EXISTS draft_chunks; DROP TABLE IF EXISTS draft_meta;";

    private readonly VectorFileConnection _file;

    private VectorFile(VectorFileConnection file)
    {
        _file = file;
        Chunks = new ChunkTable(file, "chunks");
        Draft = new ChunkTable(file, "draft_chunks");
    }

    public VectorFileStamp Stamp { get; private set; }

    public ChunkTable Chunks { get; }

    public ChunkTable Draft { get; }

    /// <summary>Opens the file; makes it for <paramref name="model"/> where it is missing or holds nothing.</summary>
    public static VectorFile Open(string path, VectorFileStamp model)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new VectorFile(new VectorFileConnection(path));
        try
        {
            file._file.Guarded(() => file.Prepare(model));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whose draft there is; null for none.</summary>
    public string? DraftModel() => _file.Guarded(() =>
    {
        if (_file.Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('draft_meta', 'draft_chunks')") != 2)
        {
            return null;
        }

        using var command = _file.Command("SELECT model FROM draft_meta");
        return command.ExecuteScalar() as string;
    });

    public void BeginDraft(VectorFileStamp model) => _file.Whole(() => _file.Execute(
        DropDraftTables + Draft.CreateSql + CreateDraftMeta, ("$model", model.Model), ("$dimension", model.Dimension)));

    /// <summary>The file holds the old vectors or the new ones under their own model's name, whatever happens.</summary>
    public void Switch()
    {
        _file.Whole(() => _file.Execute(SwitchToDraft));
        Stamp = _file.Guarded(ReadStamp);
    }

    public FollowedFeed? ReadFollowed() => _file.Guarded(() =>
    {
        if (_file.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'followed'") == 0)
        {
            return null;
        }

        using var command = _file.Command("SELECT source, sequence FROM followed");
        using var reader = command.ExecuteReader();
        return reader.Read() ? new FollowedFeed(reader.GetString(0), reader.GetInt64(1)) : null;
    });

    public void SaveFollowed(FollowedFeed followed) =>
        _file.Whole(() => _file.Execute(SetFollowed, ("$source", followed.Source), ("$sequence", followed.Sequence)));

    public void DropDraft() => _file.Whole(() => _file.Execute(DropDraftTables));

    public void Dispose() => _file.Dispose();

    private VectorFileStamp Prepare(VectorFileStamp model)
    {
        _file.Open();
        if (_file.Scalar("SELECT count(*) FROM sqlite_master") == 0)
        {
            _file.Execute(PrepareEmptyFile);
            _file.Whole(() => _file.Execute(
                CreateMeta + Chunks.CreateSql, ("$schema", SchemaVersion), ("$model", model.Model), ("$dimension", model.Dimension)));
        }

        // FULL is a property of the connection, WAL one of the file.
        _file.Execute("PRAGMA synchronous = FULL");

        Stamp = ReadStamp();
        if (Stamp != model && Chunks.Count() == 0)
        {
            _file.Whole(() => _file.Execute(
                "UPDATE meta SET model = $model, dimension = $dimension", ("$model", model.Model), ("$dimension", model.Dimension)));
            Stamp = model;
        }

        return Stamp;
    }

    private VectorFileStamp ReadStamp()
    {
        if (_file.Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'chunks')") != 2)
        {
            throw _file.Damaged("it is a database of something else");
        }

        using var command = _file.Command("SELECT schema_version, model, dimension FROM meta");
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw _file.Damaged("it does not say which model made it");
        }

        if (reader.GetInt32(0) != SchemaVersion)
        {
            throw _file.Damaged(
                string.Create(CultureInfo.InvariantCulture, $"its schema is {reader.GetInt32(0)}, this version reads {SchemaVersion}"));
        }

        return new VectorFileStamp(reader.GetString(1), reader.GetInt32(2));
    }
}
