using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

public sealed class SqliteDatabaseTests
{
    private const int FullDisk = 13;

    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;

    private string DatabaseFile => _folder.File("rag.db");

    [SetUp]
    public void Open() => _database = Create();

    [TearDown]
    public void Remove()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Writes_are_on_the_disk_before_they_are_acknowledged_and_keep_their_references()
    {
        await _database.WriteAsync(
            connection =>
            {
                Assert.That(Read(connection, "PRAGMA journal_mode"), Is.EqualTo("wal"));
                Assert.That(Read(connection, "PRAGMA synchronous"), Is.EqualTo("2"));
                Assert.That(Read(connection, "PRAGMA foreign_keys"), Is.EqualTo("1"));
            },
            default);
    }

    [Test]
    public async Task A_directory_that_is_not_there_yet_is_made()
    {
        using var database = Create("deeper/still");

        await database.OpenAsync(default);

        Assert.That(File.Exists(_folder.File("deeper/still/rag.db")), Is.True);
    }

    [Test]
    public void A_directory_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("taken"), "a file");
        using var database = Create("taken");

        Assert.That(
            async () => await database.OpenAsync(default),
            Throws.TypeOf<StorageUnusableException>().With.Message.Contains(_folder.File("taken")).And.Message.Contains("STORAGE_DIR"));
    }

    [Test]
    public void A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        File.WriteAllText(DatabaseFile, new string('x', 5000));

        Assert.That(
            async () => await _database.OpenAsync(default), Throws.TypeOf<StorageUnusableException>().With.Message.Contains(DatabaseFile));

        Assert.That(File.ReadAllText(DatabaseFile), Is.EqualTo(new string('x', 5000)));
    }

    [Test]
    public async Task A_reader_sees_the_last_commit_while_a_write_is_under_way()
    {
        await _database.WriteAsync(connection => AddUser(connection, "before"), default);
        using var isWritten = new ManualResetEventSlim();
        using var mayCommit = new ManualResetEventSlim();
        var writing = Task.Run(() => _database.WriteAsync(
            connection =>
            {
                AddUser(connection, "after");
                isWritten.Set();
                mayCommit.Wait();
            },
            default));
        isWritten.Wait();

        var during = await CountUsersAsync();
        mayCommit.Set();
        await writing;

        Assert.That(during, Is.EqualTo(1));
        Assert.That(await CountUsersAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_write_that_throws_leaves_nothing_and_the_next_one_works()
    {
        Assert.That(
            async () => await _database.WriteAsync(
                connection =>
                {
                    AddUser(connection, "half");
                    throw new InvalidOperationException();
                },
                default),
            Throws.InvalidOperationException);

        Assert.That(await CountUsersAsync(), Is.Zero);
        await _database.WriteAsync(connection => AddUser(connection, "whole"), default);
        Assert.That(await CountUsersAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_full_disk_fails_one_write_and_loses_nothing()
    {
        await _database.WriteAsync(connection => AddUser(connection, "before"), default);

        Assert.That(
            async () => await _database.WriteAsync(
                connection =>
                {
                    connection.Execute("PRAGMA max_page_count = 1");
                    AddUser(connection, new string('x', 1_000_000));
                },
                default),
            Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(FullDisk));

        await _database.WriteAsync(connection => AddUser(connection, new string('y', 1_000_000)), default);
        Assert.That(await CountUsersAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_write_that_is_cancelled_while_it_waits_never_runs()
    {
        using var mayCommit = new ManualResetEventSlim();
        using var isWriting = new ManualResetEventSlim();
        var first = Task.Run(() => _database.WriteAsync(
            connection =>
            {
                isWriting.Set();
                mayCommit.Wait();
            },
            default));
        isWriting.Wait();
        using var stop = new CancellationTokenSource();
        var second = _database.WriteAsync(connection => AddUser(connection, "late"), stop.Token);

        await stop.CancelAsync();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        mayCommit.Set();
        await first;

        Assert.That(await CountUsersAsync(), Is.Zero);
    }

    [Test]
    public async Task Readers_and_writers_of_two_instances_never_meet_a_lock()
    {
        using var other = Create();
        var writes = Enumerable.Range(0, 60).Select(i => Task.Run(
            () => (i % 2 == 0 ? _database : other).WriteAsync(
                connection =>
                {
                    AddUser(connection, $"a{i}");
                    AddUser(connection, $"b{i}");
                },
                default)));
        var reads = Enumerable.Range(0, 400).Select(_ => Task.Run(CountUsersAsync));

        await Task.WhenAll(writes.Concat(reads.Cast<Task>()));
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountUsersAsync()));

        Assert.That(counts, Is.All.EqualTo(120));
    }

    [Test]
    public async Task Readers_see_whole_transactions_only()
    {
        using var stop = new CancellationTokenSource();
        var odd = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (await CountUsersAsync() % 2 == 1)
                {
                    Interlocked.Increment(ref odd);
                }
            }
        })).ToArray();

        for (var i = 0; i < 40; i++)
        {
            await _database.WriteAsync(
                connection =>
                {
                    AddUser(connection, $"a{i}");
                    AddUser(connection, $"b{i}");
                },
                default);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.That(odd, Is.Zero);
    }

    [Test]
    [Platform(Include = "Linux", Reason = "Open files are counted through /proc.")]
    public async Task Nothing_of_it_is_open_once_it_is_disposed()
    {
        await _database.WriteAsync(connection => AddUser(connection, "ana"), default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(CountUsersAsync)));
        var before = OpenFiles();

        _database.Dispose();

        Assert.That(before, Is.Not.Empty);
        Assert.That(OpenFiles(), Is.Empty);
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "rag.db" }));
    }

    private static string? Read(SqliteConnection connection, string sql) => connection.FindOne(sql, row => row.GetString(0));

    private static void AddUser(SqliteConnection connection, string name) => connection.Execute(
        """
        INSERT INTO users (id, username, email, email_normalized, hashed_password, is_active, is_admin, created_at, updated_at)
        VALUES (@name, @name, @name, @name, '', 1, 0, '', '')
        """,
        ("@name", name));

    private SqliteDatabase Create(string? below = null) =>
        new(Options.Create(new StorageOptions { Directory = Path.Combine(_folder.Path, below ?? "") }));

    private Task<long> CountUsersAsync() => _database.ReadAsync(
        connection => connection.FindOne("SELECT count(*) FROM users", row => row.GetInt64(0)), default);

    private List<string> OpenFiles() =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(entry => new FileInfo(entry).LinkTarget)
            .OfType<string>()
            .Where(target => target.StartsWith(_folder.Path, StringComparison.Ordinal)),
    ];
}
