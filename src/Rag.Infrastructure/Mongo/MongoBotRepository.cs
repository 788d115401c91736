using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Bots;
using Rag.Domain.Bots;

namespace Rag.Infrastructure.Mongo;

/// <summary>Configuration and state are a document each. A configuration of the old backend has no revision and counts as the first.</summary>
internal sealed class MongoBotRepository(MongoDatabase database) : IBotRepository
{
    private static readonly BsonDocument TheOne = new("_id", MongoNames.Default);

    public Task<BotConfig?> FindConfigAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) => await Configs(mongo).Find(TheOne).FirstOrDefaultAsync(limited) is { } record ? ToConfig(record) : null,
        cancellationToken);

    public Task<bool> SaveConfigAsync(BotConfig config, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var record = ToRecord(config);
            record["revision"] = config.Revision + 1;
            if (config.Revision > 0)
            {
                var expected = new BsonArray { config.Revision };
                if (config.Revision == 1)
                {
                    expected.Add(BsonNull.Value);
                }

                var filter = new BsonDocument(TheOne) { { "revision", new BsonDocument("$in", expected) } };
                var written = await Configs(mongo).UpdateOneAsync(filter, new BsonDocument("$set", record), cancellationToken: limited);
                return written.MatchedCount == 1;
            }

            try
            {
                record.InsertAt(0, new BsonElement("_id", MongoNames.Default));
                await Configs(mongo).InsertOneAsync(record, cancellationToken: limited);
                return true;
            }
            catch (MongoException exception) when (exception.IsDuplicate())
            {
                return false;
            }
        },
        cancellationToken);

    public Task<BotState> GetStateAsync(CancellationToken cancellationToken) => database.RunAsync(ReadStateAsync, cancellationToken);

    public Task SaveStateAsync(BotState state, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => States(mongo).UpdateOneAsync(
            TheOne,
            new BsonDocument("$set", new BsonDocument { { "is_active", state.IsActive }, { "last_activity", state.LastActivity.ToBson() } }),
            new UpdateOptions { IsUpsert = true }, limited),
        cancellationToken);

    // Set only where it still is as it was read: of two switches at once the second reads again.
    public Task<BotState> ToggleAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            while (true)
            {
                var before = await ReadStateAsync(mongo, limited);
                var filter = new BsonDocument(TheOne) { { "is_active", before.IsActive ? new BsonDocument("$ne", false) : false } };
                var update = new BsonDocument("$set", new BsonDocument { { "is_active", !before.IsActive }, { "last_activity", now.ToBson() } });
                try
                {
                    var written = await States(mongo).UpdateOneAsync(filter, update, new UpdateOptions { IsUpsert = before.IsActive }, limited);
                    if (written.MatchedCount == 1 || written.UpsertedId is not null)
                    {
                        return before with { IsActive = !before.IsActive, LastActivity = before.LastActivity > now ? before.LastActivity : now };
                    }
                }
                catch (MongoException exception) when (exception.IsDuplicate())
                {
                    // There was none to match, because another switch came first.
                }
            }
        },
        cancellationToken);

    private static IMongoCollection<BsonDocument> Configs(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.BotConfig);

    private static IMongoCollection<BsonDocument> States(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.BotState);

    private static async Task<BotState> ReadStateAsync(IMongoDatabase mongo, CancellationToken cancellationToken)
    {
        var state = await States(mongo).Find(TheOne).FirstOrDefaultAsync(cancellationToken) ?? [];
        var newest = await mongo.GetCollection<BsonDocument>(MongoNames.Messages).Find(new BsonDocument())
            .Sort(new BsonDocument("timestamp", -1)).Limit(1).Project(new BsonDocument("timestamp", 1)).FirstOrDefaultAsync(cancellationToken);
        var (switched, spoken) = (state.TimeOrNull("last_activity"), newest?.TimeOrNull("timestamp"));
        return new BotState(state.Flag("is_active", otherwise: true), switched is null || spoken > switched ? spoken : switched);
    }

    private static BsonDocument ToRecord(BotConfig config) => new()
    {
        { "system_prompt", config.SystemPrompt.ToBson() },
        { "temperature", config.Temperature is { } temperature ? temperature : BsonNull.Value },
        { "bot_name", config.BotName.ToBson() },
        { "ui_prompt_extra", config.UiPromptExtra.ToBson() },
        { "welcome_message", config.WelcomeMessage.ToBson() },
        { "theme_color", config.ThemeColor.ToBson() },
        { "starters", config.Starters is { } starters ? new BsonArray(starters) : BsonNull.Value },
        { "input_placeholder", config.InputPlaceholder.ToBson() },
        { "contact_text", config.ContactText.ToBson() },
        { "language", config.Language },
        { "updated_at", config.UpdatedAt.ToBson() },
    };

    private static BotConfig ToConfig(BsonDocument record) => new()
    {
        SystemPrompt = record.TextOrNull("system_prompt"),
        Temperature = record.Find("temperature")?.ToDouble(),
        BotName = record.TextOrNull("bot_name"),
        UiPromptExtra = record.TextOrNull("ui_prompt_extra"),
        WelcomeMessage = record.TextOrNull("welcome_message"),
        ThemeColor = record.TextOrNull("theme_color"),
        Starters = record.Find("starters") is BsonArray starters ? [.. starters.Select(starter => starter.AsString)] : null,
        InputPlaceholder = record.TextOrNull("input_placeholder"),
        ContactText = record.TextOrNull("contact_text"),
        Language = record.TextOrNull("language") ?? BotConfig.DefaultLanguage,
        UpdatedAt = record.TimeOrNull("updated_at"),
        Revision = Math.Max(record.Long("revision"), 1),
    };
}
