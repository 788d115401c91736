using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteConversationRepository(SqliteDatabase database) : IConversationRepository
{
    public Task<int> CountMessagesAsync(ConversationId conversation, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT COUNT(*) AS total FROM messages WHERE conversation_id = @id", row => row.Int("total"), ("@id", conversation.Value.ToColumn())),
        cancellationToken);

    public Task<Message?> FindMessageAsync(MessageId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT * FROM messages WHERE id = @id", SqliteMessageRepository.Map, ("@id", id.Value.ToColumn())),
        cancellationToken);

    // The message may be deleted between the look at it and this: then there is nothing to select, instead of a broken reference.
    public Task<bool> SaveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO feedback (message_id, rating, comment, rated_at)
            SELECT id, @rating, @comment, @at FROM messages WHERE id = @id
            ON CONFLICT (message_id) DO UPDATE SET rating = excluded.rating, comment = excluded.comment, rated_at = excluded.rated_at
            """,
            ("@id", feedback.MessageId.Value.ToColumn()), ("@rating", feedback.Rating.ToColumn()), ("@comment", feedback.Comment),
            ("@at", feedback.RatedAt.ToColumn())) > 0,
        cancellationToken);
}
