using Rag.Application.Bots;
using Rag.Domain.Bots;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteBotRepository(SqliteDatabase database) : IBotRepository
{
    public Task<BotConfig?> FindConfigAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT config FROM bot", row => row.TextOrNull("config") is { } json ? StoredJson.Read<BotConfig>(json) : null),
        cancellationToken);

    public Task SaveConfigAsync(BotConfig config, CancellationToken cancellationToken) => database.WriteAsync(
        connection => { connection.Execute("UPDATE bot SET config = @config", ("@config", StoredJson.Write(config))); },
        cancellationToken);

    public async Task<BotState> GetStateAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.FindOne(
            "SELECT is_active, last_activity FROM bot", row => new BotState(row.Flag("is_active"), row.TimeOrNull("last_activity"))),
        cancellationToken) ?? throw new InvalidOperationException("The database has lost the row of its bot.");

    public Task SaveStateAsync(BotState state, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "UPDATE bot SET is_active = @active, last_activity = @activity",
                ("@active", state.IsActive), ("@activity", state.LastActivity.ToColumn()));
        },
        cancellationToken);
}
