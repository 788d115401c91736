using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

public sealed class SqliteSchemaTests
{
    private readonly TemporaryFolder _folder = new();
    private SqliteConnection _connection = null!;

    [SetUp]
    public void Open()
    {
        _connection = new SqliteConnection($"Data Source={_folder.File("rag.db")};Pooling=False");
        _connection.Open();
    }

    [TearDown]
    public void Remove()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void An_empty_file_gets_every_table_and_a_second_start_changes_nothing()
    {
        SqliteSchema.Migrate(_connection, SqliteMigration.All);
        var first = Schema();
        SqliteSchema.Migrate(_connection, SqliteMigration.All);

        Assert.That(Schema(), Is.EqualTo(first));
        Assert.That(SqliteSchema.ReadVersion(_connection), Is.EqualTo(SqliteMigration.All.Count).And.GreaterThan(0));
        Assert.That(Tables(), Is.EquivalentTo(new[]
        {
            "bot", "chunks", "conversations", "document_versions", "documents", "feedback", "leases", "message_traces", "messages", "pages", "passage_sequence", "removed_versions", "sessions",
            "token_ledger", "users", "version_remains",
        }));
    }

    [Test]
    public void Only_the_missing_steps_are_applied()
    {
        SqliteSchema.Migrate(_connection, [new SqliteMigration(1, "CREATE TABLE a (x)")]);

        SqliteSchema.Migrate(
            _connection, [new SqliteMigration(1, "CREATE TABLE a (x)"), new SqliteMigration(2, "CREATE TABLE b (x)"), new SqliteMigration(3, "CREATE TABLE c (x)")]);

        Assert.That(Tables(), Is.EquivalentTo(new[] { "a", "b", "c" }));
        Assert.That(SqliteSchema.ReadVersion(_connection), Is.EqualTo(3));
    }

    [Test]
    public void A_step_that_fails_leaves_the_version_before_it_whole()
    {
        var steps = new[]
        {
            new SqliteMigration(1, "CREATE TABLE a (x)"), new SqliteMigration(2, "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"),
        };

        Assert.That(() => SqliteSchema.Migrate(_connection, steps), Throws.TypeOf<SqliteException>());

        Assert.That(Tables(), Is.EqualTo(new[] { "a" }));
        Assert.That(SqliteSchema.ReadVersion(_connection), Is.EqualTo(1));
    }

    [Test]
    public void A_database_of_a_later_version_is_refused_and_left_as_it_is()
    {
        SqliteSchema.Migrate(_connection, SqliteMigration.All);
        var later = SqliteMigration.All.Count + 1;
        _connection.Execute($"PRAGMA user_version = {later}");
        using var database = new SqliteDatabase(Options.Create(new StorageOptions { Directory = _folder.Path }));

        Assert.That(
            async () => await database.OpenAsync(default),
            Throws.TypeOf<StorageUnusableException>().With.Message.Contains(_folder.File("rag.db")).And.Message.Contains($"{later}"));

        Assert.That(SqliteSchema.ReadVersion(_connection), Is.EqualTo(later));
    }

    [Test]
    public async Task Many_processes_that_start_at_once_migrate_once()
    {
        var databases = Enumerable.Range(0, 6)
            .Select(_ => new SqliteDatabase(Options.Create(new StorageOptions { Directory = _folder.Path }))).ToList();

        await Task.WhenAll(databases.Select(database => Task.Run(() => database.OpenAsync(default))));

        databases.ForEach(database => database.Dispose());
        Assert.That(SqliteSchema.ReadVersion(_connection), Is.EqualTo(SqliteMigration.All.Count));
        Assert.That(_connection.FindOne("SELECT count(*) FROM passage_sequence", row => row.GetInt64(0)), Is.EqualTo(1));
    }

    private List<string> Schema() => _connection.List("SELECT name || coalesce(sql, '') FROM sqlite_schema ORDER BY name", row => row.GetString(0));

    private List<string> Tables() => _connection.List(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.GetString(0));
}
