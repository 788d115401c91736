using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Users;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

/// <summary>What this store alone promises of what it keeps.</summary>
public sealed class SqliteStoredValuesTests
{
    private static readonly DocumentId Id = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));

    private readonly SqliteStoreUnderTest _store = new();

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Times_keep_every_tick()
    {
        var instant = new DateTimeOffset(2026, 3, 2, 11, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567);

        await _store.Bots.SaveStateAsync(new BotState(IsActive: true, instant), default);

        var read = (await _store.Bots.GetStateAsync(default)).LastActivity!.Value;
        Assert.That(read, Is.EqualTo(instant));
        Assert.That(read.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Half_a_character_becomes_one_replacement_character_so_that_offsets_hold()
    {
        await _store.Passages.SavePagesAsync(Id, 1, [A.Page(1, "a\ud83dz") with { Headings = [new Heading(0, 1, "x\ude00y")] }], default);

        var page = await _store.Passages.FindPageAsync(Id, 1, 1, default);

        Assert.That((page!.Text, page.Headings[0].Text), Is.EqualTo(("a\ufffdz", "x\ufffdy")));
    }

    [Test]
    public async Task Text_after_a_null_character_is_kept()
    {
        await _store.Passages.SavePagesAsync(Id, 1, [A.Page(1, "before\0after")], default);

        Assert.That((await _store.Passages.FindPageAsync(Id, 1, 1, default))?.Text, Is.EqualTo("before\0after"));
    }

    [Test]
    public async Task Rows_of_the_first_version_can_be_read()
    {
        await _store.Database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO messages (id, conversation_id, role, content, timestamp, sources, finish_reason) VALUES (
                    '7f2c1f6e-8f0a-4a53-9d0e-1f2a3b4c5d6e', '7f2c1f6e-8f0a-4a53-9d0e-1f2a3b4c5d6f', 'assistant', 'Sí.',
                    '2026-03-02T09:30:00.0000000Z',
                    '[{"number":1,"file_name":"a.pdf","document_id":"01890a5d-ac96-774b-bcce-b302099a8057","version":2,"page":3,"start":4,"end":5,"snippet":"x","score":0.5}]',
                    'no_answer');
                INSERT INTO pages (document_id, version, number, text, hidden_text, headings, facts) VALUES (
                    '01890a5d-ac96-774b-bcce-b302099a8057', 1, 1, 'text', '', '[{"start":1,"level":2,"text":"h"}]',
                    '{"characters":1,"words":2,"unreadable_share":0.5,"is_image_only":true,"rotation":90,"hidden_characters":3}');
                UPDATE bot SET config = '{"bot_name":"Ana","starters":["x"]}';
                """),
            default);

        var message = (await _store.Messages.ListLastAsync(new ConversationId(Guid.Parse("7f2c1f6e-8f0a-4a53-9d0e-1f2a3b4c5d6f")), 1, default)).Single();
        var page = await _store.Passages.FindPageAsync(Id, 1, 1, default);
        var config = await _store.Bots.FindConfigAsync(default);

        Assert.That(message.Sources, Is.EqualTo(new[] { new Source(1, "a.pdf", Id, 2, 3, 4, 5, "x", 0.5) }));
        Assert.That(page!.Headings, Is.EqualTo(new[] { new Heading(1, 2, "h") }));
        Assert.That(page.Facts, Is.EqualTo(new PageFacts
        {
            Characters = 1,
            Words = 2,
            UnreadableShare = 0.5,
            IsImageOnly = true,
            Rotation = 90,
            HiddenCharacters = 3,
        }));
        Assert.That((config!.BotName, config.Starters!.Single(), config.Language), Is.EqualTo(("Ana", "x", "es")));
    }

    [Test]
    public async Task A_login_sweeps_the_sessions_that_ended_by_time()
    {
        var user = new User
        {
            Id = UserId.New(),
            Username = "ana",
            Email = "ana@example.com",
            HashedPassword = "hash",
            CreatedAt = A.Time,
            UpdatedAt = A.Time,
        };
        await _store.Users.AddAsync(user, default);
        var (ended, present) = (NewSession(user, A.Time), NewSession(user, A.Time.AddHours(1)));
        await _store.Sessions.AddAsync(ended, default);
        await _store.Sessions.AddAsync(present, default);

        await _store.Sessions.AddAsync(NewSession(user, ended.ExpiresAt.AddMinutes(1)), default);

        Assert.That(await _store.Sessions.FindAsync(ended.Id, default), Is.Null);
        Assert.That(await _store.Sessions.FindAsync(present.Id, default), Is.EqualTo(present));
    }

    [TestCase("SELECT * FROM document_versions WHERE status IN ('queued', 'processing') AND uploaded_at > '' ORDER BY uploaded_at, document_id LIMIT 1", "document_versions_waiting")]
    [TestCase("SELECT * FROM messages WHERE conversation_id = '' ORDER BY timestamp DESC, position DESC LIMIT 9", "messages_of_conversation")]
    public async Task The_hot_statements_use_their_index(string sql, string index)
    {
        var plan = await _store.Database.ReadAsync(
            connection => string.Join('\n', connection.List($"EXPLAIN QUERY PLAN {sql}", row => row.Text("detail"))), default);

        Assert.That(plan, Does.Contain(index).And.Not.Contain("TEMP B-TREE"));
    }

    private static Session NewSession(User user, DateTimeOffset issuedAt) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = user.Id,
        RefreshTokenId = Guid.CreateVersion7(),
        AccessTokenId = Guid.CreateVersion7(),
        IssuedAt = issuedAt,
        ExpiresAt = issuedAt.AddDays(7),
    };
}
