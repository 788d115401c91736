using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteTraceRepository(SqliteDatabase database) : ITraceRepository
{
    // The message may have been deleted with its conversation by now: then there is nothing to select.
    public Task SaveAsync(AnswerTrace trace, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                INSERT INTO message_traces (message_id, trace) SELECT id, @trace FROM messages WHERE id = @id
                ON CONFLICT (message_id) DO UPDATE SET trace = excluded.trace
                """,
                ("@id", trace.Message.Value.ToColumn()), ("@trace", StoredJson.Write(trace)));
        },
        cancellationToken);

    public Task<AnswerTrace?> FindAsync(MessageId message, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT trace FROM message_traces WHERE message_id = @id", row => StoredJson.Read<AnswerTrace>(row.Text("trace")),
            ("@id", message.Value.ToColumn())),
        cancellationToken);
}
