using Microsoft.Data.Sqlite;
using Rag.Application.Bots;
using Rag.Domain.Bots;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteBotRepository(SqliteDatabase database) : IBotRepository
{
    // The newest message is found by its rowid; the later of two times, each of which may be missing. They sort as text.
    private const string SelectState = """
        SELECT is_active, nullif(max(coalesce(last_activity, ''),
          coalesce((SELECT timestamp FROM messages ORDER BY position DESC LIMIT 1), '')), '') AS last_activity
        FROM bot
        """;

    public Task<BotConfig?> FindConfigAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT config, config_revision FROM bot",
            row => row.TextOrNull("config") is { } json
                ? StoredJson.Read<BotConfig>(json) with { Revision = row.Long("config_revision") }
                : null),
        cancellationToken);

    public Task<bool> SaveConfigAsync(BotConfig config, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE bot SET config = @config, config_revision = config_revision + 1 WHERE config_revision = @revision",
            ("@config", StoredJson.Write(config)), ("@revision", config.Revision)) == 1,
        cancellationToken);

    public Task<BotState> GetStateAsync(CancellationToken cancellationToken) => database.ReadAsync(ReadState, cancellationToken);

    public Task SaveStateAsync(BotState state, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "UPDATE bot SET is_active = @active, last_activity = @activity",
                ("@active", state.IsActive), ("@activity", state.LastActivity.ToColumn()));
        },
        cancellationToken);

    public Task<BotState> ToggleAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("UPDATE bot SET is_active = 1 - is_active, last_activity = @now", ("@now", now.ToColumn()));
            return ReadState(connection);
        },
        cancellationToken);

    private static BotState ReadState(SqliteConnection connection) =>
        connection.FindOne(SelectState, row => new BotState(row.Flag("is_active"), row.TimeOrNull("last_activity")))
        ?? throw new InvalidOperationException("The database has lost the row of its bot.");
}
