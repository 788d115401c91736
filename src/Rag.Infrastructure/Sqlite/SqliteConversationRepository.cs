using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteConversationRepository(SqliteDatabase database) : IConversationRepository
{
    // The messages are gone through once in the order in which they lie on the disk, which for a whole search is several times as
    // fast as looking each conversation's up; and kept, because page and total both need the outcome.
    private const string Fitting =
        """
        MATERIALIZED (
            SELECT * FROM conversations
            WHERE (@from IS NULL OR last_message_at >= @from) AND (@until IS NULL OR started_at < @until) AND id IN (
                SELECT conversation_id FROM messages
                WHERE (@from IS NULL OR timestamp >= @from) AND (@until IS NULL OR timestamp < @until)
                    AND (@text IS NULL OR has_text(content, @text)))
                AND (@rating IS NULL OR id IN (
                    SELECT rated.conversation_id FROM feedback JOIN messages AS rated ON rated.id = feedback.message_id WHERE feedback.rating = @rating)))
        """;

    // Without a search an index gives both.
    private const string All = "NOT MATERIALIZED (SELECT * FROM conversations)";

    /// <summary>A few hundred kilobytes of usual messages, and a read of milliseconds.</summary>
    private const int ExportPiece = 500;

    /// <summary>Times begin with a digit.</summary>
    private const string AfterEveryTime = "~";

    public Task<int> CountMessagesAsync(ConversationId conversation, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT COUNT(*) AS total FROM messages WHERE conversation_id = @id", row => row.Int("total"), ("@id", conversation.Value.ToColumn())),
        cancellationToken);

    public Task<Message?> FindMessageAsync(MessageId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT * FROM messages WHERE id = @id", SqliteMessageRepository.Map, ("@id", id.Value.ToColumn())),
        cancellationToken);

    // One statement: a page and its total of one moment. Its first row is there even where the page is empty.
    public Task<ConversationPage> SearchAsync(ConversationSearch search, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            // Not LIKE, which folds ASCII alone and knows wildcards. Of a pooled connection, so it is defined each time.
            connection.CreateFunction(
                "has_text", (string content, string text) => SearchText.Fold(content).Contains(text, StringComparison.Ordinal), isDeterministic: true);
            var rows = connection.List(
                $"""
                WITH fitting AS {(search.IsOpen ? All : Fitting)}
                SELECT (SELECT count(*) FROM fitting) AS total, page.*,
                    (SELECT count(*) FROM messages WHERE conversation_id = page.id) AS messages, question.content, question.origin,
                    (SELECT count(*) FROM messages AS rated JOIN feedback ON message_id = rated.id WHERE conversation_id = page.id AND rating = 'up') AS rated_up,
                    (SELECT count(*) FROM messages AS rated JOIN feedback ON message_id = rated.id WHERE conversation_id = page.id AND rating = 'down') AS rated_down
                FROM (SELECT 1)
                LEFT JOIN (SELECT * FROM fitting ORDER BY last_message_at DESC, id DESC LIMIT @limit OFFSET @skip) AS page
                LEFT JOIN messages AS question ON question.position =
                    (SELECT position FROM messages WHERE conversation_id = page.id AND role = 'user' ORDER BY timestamp, position LIMIT 1)
                ORDER BY page.last_message_at DESC, page.id DESC
                """,
                row => (Total: row.Int("total"), Item: row.IsNull("id") ? null : MapSummary(row)),
                ("@text", search.Text is { } text ? SearchText.Fold(text) : null), ("@from", search.From.ToColumn()),
                ("@until", search.Until.ToColumn()), ("@rating", search.Rating?.ToStoredName()), ("@skip", search.Skip), ("@limit", search.Limit));
            return new ConversationPage([.. rows.Select(row => row.Item).OfType<ConversationSummary>()], rows[0].Total);
        },
        cancellationToken);

    public Task<ConversationTotals> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            """
            SELECT count(*) FILTER (WHERE role = 'user') AS questions,
                count(*) FILTER (WHERE finish_reason IN ('stop', 'length')) AS answered,
                count(*) FILTER (WHERE finish_reason = 'no_answer') AS no_answer,
                avg(first_token_ms) AS first_token_ms,
                coalesce(sum(prompt_tokens), 0) + coalesce(sum(completion_tokens), 0) AS tokens,
                (SELECT count(*) FROM conversations) AS conversations,
                (SELECT count(*) FROM feedback WHERE rating = 'up') AS rated_up,
                (SELECT count(*) FROM feedback WHERE rating = 'down') AS rated_down
            FROM messages
            """,
            MapTotals)!,
        cancellationToken);

    public Task<bool> DeleteAsync(ConversationId conversation, CancellationToken cancellationToken) => database.WriteAsync(
        connection => Delete(connection, conversation.Value.ToColumn()), cancellationToken);

    public Task<int> DeleteOlderAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.List(
            "SELECT id FROM conversations WHERE last_message_at < @before ORDER BY last_message_at LIMIT @most", row => row.Text("id"),
            ("@before", before.ToColumn()), ("@most", most)).Count(id => Delete(connection, id)),
        cancellationToken);

    // The message may be deleted between the look at it and this: then there is nothing to select, instead of a broken reference.
    public Task<bool> SaveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO feedback (message_id, rating, comment, rated_at)
            SELECT id, @rating, @comment, @at FROM messages WHERE id = @id
            ON CONFLICT (message_id) DO UPDATE SET rating = excluded.rating, comment = excluded.comment, rated_at = excluded.rated_at
            """,
            ("@id", feedback.MessageId.Value.ToColumn()), ("@rating", feedback.Rating.ToStoredName()), ("@comment", feedback.Comment),
            ("@at", feedback.RatedAt.ToColumn())) > 0,
        cancellationToken);

    public Task<IReadOnlyList<Feedback>> ListFeedbackAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Feedback>>(
            connection => connection.List(
                "SELECT feedback.* FROM messages JOIN feedback ON message_id = messages.id WHERE conversation_id = @id",
                row => new Feedback(
                    new MessageId(row.Id("message_id")), StoredNames.ToRating(row.Text("rating")), row.TextOrNull("comment"), row.Time("rated_at")),
                ("@id", conversation.Value.ToColumn())),
            cancellationToken);

    // Ratings and traces go with their messages by the reference between them.
    private static bool Delete(SqliteConnection connection, string id)
    {
        SqliteTokenLedger.Forget(connection, id);
        connection.Execute("DELETE FROM messages WHERE conversation_id = @id", ("@id", id));
        return connection.Execute("DELETE FROM conversations WHERE id = @id", ("@id", id)) == 1;
    }

    internal static ConversationTotals MapTotals(SqliteDataReader row) => new(
        row.Long("questions"), row.Long("conversations"), row.Long("answered"), row.Long("no_answer"), row.Long("rated_up"), row.Long("rated_down"),
        row.IsNull("first_token_ms") ? null : TimeSpan.FromMilliseconds(row.Real("first_token_ms")), row.Long("tokens"));

    private static ConversationSummary MapSummary(SqliteDataReader row) => new(
        new ConversationId(row.Id("id")), row.Time("started_at"), row.Time("last_message_at"), row.Int("messages"),
        row.TextOrNull("content"), row.TextOrNull("origin"), row.Int("rated_up"), row.Int("rated_down"));

    public async IAsyncEnumerable<ExportedMessage> ReadAllAsync(
        DateTimeOffset? from, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredPlace? last = null;
        while (true)
        {
            var piece = await database.ReadAsync(connection => ReadPiece(connection, from, until, last), cancellationToken);
            foreach (var (_, message) in piece)
            {
                yield return message;
            }

            if (piece.Count < ExportPiece)
            {
                yield break;
            }

            last = piece[^1].Place;
        }
    }

    // Where the last piece ended is where the index goes on: nothing is sorted and nothing is counted from the beginning again.
    private static List<(StoredPlace Place, ExportedMessage Message)> ReadPiece(
        SqliteConnection connection, DateTimeOffset? from, DateTimeOffset? until, StoredPlace? last) => connection.List(
        """
        SELECT conversation_id, timestamp, position, role, content FROM messages
        WHERE (conversation_id, timestamp, position) > (@conversation, @time, @position)
          AND timestamp >= @from AND timestamp < @until
        ORDER BY conversation_id, timestamp, position LIMIT @count
        """,
        row => (
            new StoredPlace(row.Text("conversation_id"), row.Text("timestamp"), row.Long("position")),
            new ExportedMessage(
                new ConversationId(row.Id("conversation_id")), row.Time("timestamp"), StoredNames.ToRole(row.Text("role")), row.Text("content"))),
        ("@conversation", last?.Conversation ?? ""), ("@time", last?.Time ?? ""), ("@position", last?.Position ?? 0),
        ("@from", from.ToColumn() ?? ""), ("@until", until.ToColumn() ?? AfterEveryTime), ("@count", ExportPiece));

    /// <summary>A message's place in the index messages_of_conversation.</summary>
    private sealed record StoredPlace(string Conversation, string Time, long Position);
}
