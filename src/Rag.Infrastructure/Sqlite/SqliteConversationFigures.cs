using System.Globalization;
using Microsoft.Data.Sqlite;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteConversationFigures(SqliteDatabase database) : IConversationFigures
{
    // Times are in UTC and begin with their day. One statement, so that messages and ratings are of one moment.
    public Task<IReadOnlyList<DailyTotals>> CountDailyAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DailyTotals>>(
            connection => connection.List(
                """
                WITH ratings AS (
                    SELECT substr(messages.timestamp, 1, 10) AS day, count(*) FILTER (WHERE rating = 'up') AS up, count(*) FILTER (WHERE rating = 'down') AS down
                    FROM feedback JOIN messages ON messages.id = feedback.message_id
                    WHERE messages.timestamp >= @from AND messages.timestamp < @until GROUP BY 1),
                days AS (
                    SELECT substr(timestamp, 1, 10) AS day,
                        count(*) FILTER (WHERE role = 'user') AS questions,
                        count(DISTINCT conversation_id) AS conversations,
                        count(*) FILTER (WHERE finish_reason IN ('stop', 'length')) AS answered,
                        count(*) FILTER (WHERE finish_reason = 'no_answer') AS no_answer,
                        avg(first_token_ms) AS first_token_ms,
                        coalesce(sum(prompt_tokens), 0) + coalesce(sum(completion_tokens), 0) AS tokens
                    FROM messages WHERE timestamp >= @from AND timestamp < @until GROUP BY 1)
                SELECT days.*, coalesce(ratings.up, 0) AS rated_up, coalesce(ratings.down, 0) AS rated_down
                FROM days LEFT JOIN ratings ON ratings.day = days.day
                """,
                row => new DailyTotals(
                    DateOnly.ParseExact(row.Text("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture), SqliteConversationRepository.MapTotals(row)),
                ("@from", from.ToColumn()), ("@until", until.ToColumn())),
            cancellationToken);

    public Task<IReadOnlyList<UnansweredQuestion>> ListUnansweredAsync(int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<UnansweredQuestion>>(
            connection => connection.List(
                """
                SELECT question.content, answer.timestamp, answer.conversation_id
                FROM messages AS answer JOIN messages AS question ON question.id = answer.question_id
                WHERE answer.finish_reason = 'no_answer' ORDER BY answer.timestamp DESC, answer.position DESC LIMIT @most
                """,
                MapQuestion, ("@most", most)),
            cancellationToken);

    private static UnansweredQuestion MapQuestion(SqliteDataReader row) =>
        new(row.Text("content"), row.Time("timestamp"), new ConversationId(row.Id("conversation_id")));
}
