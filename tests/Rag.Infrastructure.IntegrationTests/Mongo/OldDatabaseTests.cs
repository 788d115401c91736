using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application;
using Rag.Application.Chat;
using Rag.Application.Users;
using Rag.Domain.Conversations;
using Rag.Domain.Users;
using Rag.Infrastructure.IntegrationTests.OpenAi;
using Rag.Infrastructure.Mongo;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Mongo;

/// <summary>A database as the old backend left it.</summary>
public sealed class OldDatabaseTests
{
    private static readonly ObjectId Oldest = ObjectId.Parse("507f1f77bcf86cd799439011");
    private static readonly ObjectId Newer = ObjectId.Parse("507f191e810c19729de860ea");
    private static readonly Guid Conversation = Guid.Parse("8f14e45f-ceea-467f-a0e6-5b1c2d3e4f50");

    private readonly string _name = MongoTestServer.NewDatabaseName();
    private readonly RecordingLog _log = new();
    private MongoClient _client = null!;
    private MongoDatabase _database = null!;

    private IMongoDatabase Raw => _client.GetDatabase(_name);

    [SetUp]
    public async Task Fill()
    {
        _database = MongoStoreUnderTest.Open(_name, Preparation());
        _client = new MongoClient(MongoTestServer.Uri);
        await Raw.GetCollection<BsonDocument>("users").InsertManyAsync(
        [
            OldUser(Newer, "ana2", "ANA@example.com", year: 2024), OldUser(Oldest, "ana", "ana@example.com", year: 2023),
        ]);
        await Raw.GetCollection<BsonDocument>("messages").InsertManyAsync(
        [
            OldMessage("user", "¿Qué plazo hay?", minute: 1), OldMessage("assistant", "30 días.", minute: 2),
        ]);
        await Raw.GetCollection<BsonDocument>("bot_config").InsertOneAsync(new BsonDocument
        {
            { "_id", "default" }, { "system_prompt", "Eres un asistente." }, { "temperature", 0.5 }, { "updated_at", A.Time.UtcDateTime },
        });
    }

    [TearDown]
    public async Task Drop()
    {
        await _client.DropDatabaseAsync(_name);
        _client.Dispose();
        _database.Dispose();
    }

    [Test]
    public async Task Of_users_whose_addresses_differ_in_case_the_oldest_signs_in_and_the_others_are_named()
    {
        var users = new MongoUserRepository(_database);

        var found = await users.FindByEmailAsync("Ana@Example.COM", default);

        Assert.That((found?.Id.ToString(), found?.HashedPassword), Is.EqualTo((Oldest.ToString(), "$2b$12$old")));
        Assert.That(_log.Lines.Single(), Does.Contain(Newer.ToString()).And.Not.Contain(Oldest.ToString()).And.Not.Contain("example.com"));
    }

    [Test]
    public async Task A_user_who_was_left_out_can_be_changed_and_signs_in_under_another_address()
    {
        var users = new MongoUserRepository(_database);
        var id = UserId.Find(Newer.ToString())!.Value;

        var named = await users.ChangeAsync(id, user => user with { FullName = "Ana Dos" }, default);
        var moved = await users.ChangeAsync(id, user => user with { Email = "ana2@example.com" }, default);

        Assert.That((named.IsSuccess, moved.IsSuccess), Is.EqualTo((true, true)));
        Assert.That((await users.FindByEmailAsync("ana2@example.com", default))?.FullName, Is.EqualTo("Ana Dos"));
        Assert.That((await users.SearchAsync(new UserSearch(0, 10), default)).Total, Is.EqualTo(2));
    }

    [Test]
    public async Task A_second_start_finds_nothing_left_to_do_and_names_them_again()
    {
        await _database.OpenAsync(default);
        using var next = MongoStoreUnderTest.Open(_name, Preparation());

        await next.OpenAsync(default);

        Assert.That(_log.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Messages_and_configuration_are_read_as_they_are()
    {
        var conversations = new MongoConversationRepository(_database);

        var history = await new MongoMessageRepository(_database).ListLastAsync(new ConversationId(Conversation), 10, default);
        var page = await conversations.SearchAsync(new ConversationSearch(0, 10, "PLAZÓ"), default);
        var config = await new MongoBotRepository(_database).FindConfigAsync(default);

        Assert.That(history.Select(message => (message.Role, message.Content)), Is.EqualTo(new[]
        {
            (MessageRole.User, "¿Qué plazo hay?"), (MessageRole.Assistant, "30 días."),
        }));
        Assert.That((page.Total, page.Items.Single().FirstQuestion, page.Items.Single().Messages), Is.EqualTo((1, "¿Qué plazo hay?", 2)));
        Assert.That((config?.SystemPrompt, config?.Temperature, config?.Revision), Is.EqualTo(("Eres un asistente.", 0.5, 1L)));
    }

    [Test]
    public async Task A_configuration_of_the_old_backend_can_be_changed()
    {
        var bots = new MongoBotRepository(_database);
        var config = await bots.FindConfigAsync(default);

        var isStored = await bots.SaveConfigAsync(config! with { BotName = "Ana" }, default);

        Assert.That(isStored);
        Assert.That((await bots.FindConfigAsync(default))?.BotName, Is.EqualTo("Ana"));
    }

    [Test]
    public async Task Two_users_of_one_name_end_the_start_with_a_sentence()
    {
        await Raw.GetCollection<BsonDocument>("users").InsertOneAsync(OldUser(ObjectId.GenerateNewId(), "ana", "eva@example.com", year: 2025));

        Assert.That(
            async () => await _database.OpenAsync(default), Throws.TypeOf<StartupException>().With.Message.Contains("users (username)"));
    }

    private MongoPreparation Preparation() => new(LoggerFactory.Create(logging => logging.AddProvider(_log)).CreateLogger<MongoPreparation>());

    private static BsonDocument OldUser(ObjectId id, string username, string email, int year) => new()
    {
        { "_id", id }, { "username", username }, { "email", email }, { "hashed_password", "$2b$12$old" }, { "full_name", BsonNull.Value },
        { "is_active", true }, { "is_admin", username == "ana" }, { "created_at", new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
    };

    private static BsonDocument OldMessage(string role, string content, int minute) => new()
    {
        { "conversation_id", Conversation.ToString("D") }, { "role", role }, { "content", content },
        { "timestamp", A.Time.AddMinutes(minute).UtcDateTime },
    };
}
