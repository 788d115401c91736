using Microsoft.Data.Sqlite;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteMessageRepository(SqliteDatabase database) : IMessageRepository
{
    public Task SaveAsync(Message message, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                INSERT INTO messages (id, conversation_id, role, content, timestamp, sources, prompt_tokens, completion_tokens, finish_reason, first_token_ms)
                VALUES (@id, @conversation, @role, @content, @timestamp, @sources, @prompt, @completion, @finish, @first)
                ON CONFLICT (id) DO UPDATE SET
                    conversation_id = excluded.conversation_id, role = excluded.role, content = excluded.content,
                    timestamp = excluded.timestamp, sources = excluded.sources, prompt_tokens = excluded.prompt_tokens,
                    completion_tokens = excluded.completion_tokens, finish_reason = excluded.finish_reason,
                    first_token_ms = excluded.first_token_ms
                """,
                ("@id", message.Id.Value.ToColumn()), ("@conversation", message.ConversationId.Value.ToColumn()),
                ("@role", message.Role.ToColumn()), ("@content", message.Content), ("@timestamp", message.Timestamp.ToColumn()),
                ("@sources", StoredJson.Write(message.Sources)), ("@prompt", message.Usage?.PromptTokens),
                ("@completion", message.Usage?.CompletionTokens), ("@finish", message.FinishReason?.ToColumn()),
                ("@first", (long?)message.TimeToFirstToken?.TotalMilliseconds));
        },
        cancellationToken);

    public async Task<IReadOnlyList<Message>> ListLastAsync(
        ConversationId conversation, int count, CancellationToken cancellationToken)
    {
        var newestFirst = await database.ReadAsync(
            connection => connection.List(
                "SELECT * FROM messages WHERE conversation_id = @id ORDER BY timestamp DESC, position DESC LIMIT @count", Map,
                ("@id", conversation.Value.ToColumn()), ("@count", Math.Max(count, 0))),
            cancellationToken);
        newestFirst.Reverse();
        return newestFirst;
    }

    internal static Message Map(SqliteDataReader row) => new()
    {
        Id = new MessageId(row.Id("id")),
        ConversationId = new ConversationId(row.Id("conversation_id")),
        Role = StoredNames.ToRole(row.Text("role")),
        Content = row.Text("content"),
        Timestamp = row.Time("timestamp"),
        Sources = StoredJson.Read<Source[]>(row.Text("sources")),
        Usage = row.IntOrNull("prompt_tokens") is { } prompt ? new TokenUsage(prompt, row.Int("completion_tokens")) : null,
        FinishReason = StoredNames.ToFinishReason(row.TextOrNull("finish_reason")),
        TimeToFirstToken = row.IntOrNull("first_token_ms") is { } first ? TimeSpan.FromMilliseconds(first) : null,
    };
}
