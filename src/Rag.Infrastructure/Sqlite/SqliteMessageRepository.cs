using Microsoft.Data.Sqlite;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteMessageRepository(SqliteDatabase database) : IMessageRepository
{
    public Task SaveAsync(Message message, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var stored = connection.Execute(
                """
                INSERT INTO messages (id, conversation_id, role, content, timestamp, sources, prompt_tokens, completion_tokens, finish_reason,
                    first_token_ms, origin, question_id)
                SELECT @id, @conversation, @role, @content, @timestamp, @sources, @prompt, @completion, @finish, @first, @origin, @question
                WHERE @question IS NULL OR EXISTS (SELECT 1 FROM messages WHERE id = @question)
                ON CONFLICT (id) DO UPDATE SET
                    conversation_id = excluded.conversation_id, role = excluded.role, content = excluded.content,
                    timestamp = excluded.timestamp, sources = excluded.sources, prompt_tokens = excluded.prompt_tokens,
                    completion_tokens = excluded.completion_tokens, finish_reason = excluded.finish_reason,
                    first_token_ms = excluded.first_token_ms, origin = excluded.origin, question_id = excluded.question_id
                """,
                ("@id", message.Id.Value.ToColumn()), ("@conversation", message.ConversationId.Value.ToColumn()),
                ("@role", message.Role.ToStoredName()), ("@content", message.Content), ("@timestamp", message.Timestamp.ToColumn()),
                ("@sources", StoredJson.Write(message.Sources)), ("@prompt", message.Usage?.PromptTokens),
                ("@completion", message.Usage?.CompletionTokens), ("@finish", message.FinishReason?.ToStoredName()),
                ("@first", (long?)message.TimeToFirstToken?.TotalMilliseconds), ("@origin", message.Origin),
                ("@question", message.QuestionId?.Value.ToColumn()));
            if (stored == 0)
            {
                return;
            }

            connection.Execute(
                """
                INSERT INTO conversations (id, started_at, last_message_at) VALUES (@id, @at, @at)
                ON CONFLICT (id) DO UPDATE SET
                    started_at = min(started_at, excluded.started_at), last_message_at = max(last_message_at, excluded.last_message_at)
                """,
                ("@id", message.ConversationId.Value.ToColumn()), ("@at", message.Timestamp.ToColumn()));
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
        Origin = row.TextOrNull("origin"),
        QuestionId = row.IdOrNull("question_id") is { } question ? new MessageId(question) : null,
        Sources = StoredJson.Read<Source[]>(row.Text("sources")),
        Usage = row.IntOrNull("prompt_tokens") is { } prompt ? new TokenUsage(prompt, row.Int("completion_tokens")) : null,
        FinishReason = StoredNames.ToFinishReason(row.TextOrNull("finish_reason")),
        TimeToFirstToken = row.IntOrNull("first_token_ms") is { } first ? TimeSpan.FromMilliseconds(first) : null,
    };
}
