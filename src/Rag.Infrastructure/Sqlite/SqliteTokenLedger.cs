using Microsoft.Data.Sqlite;
using Rag.Application.Costs;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteTokenLedger(SqliteDatabase database) : ITokenLedger
{
    /// <summary>Times begin with a digit.</summary>
    private const string AfterEveryTime = "~";

    public Task AddAsync(SpentTokens spent, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                INSERT INTO token_ledger (at, kind, model, prompt_tokens, completion_tokens, is_estimated, conversation_id)
                VALUES (@at, @kind, @model, @prompt, @completion, @estimated, @conversation)
                """,
                ("@at", spent.At.ToColumn()), ("@kind", spent.Kind.ToColumn()), ("@model", spent.Model), ("@prompt", spent.Prompt),
                ("@completion", spent.Completion), ("@estimated", spent.IsEstimated ? 1 : 0),
                ("@conversation", spent.Conversation?.Value.ToColumn()));
        },
        cancellationToken);

    public Task<long> SumAsync(ModelCallKind kind, DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT coalesce(sum(prompt_tokens + completion_tokens), 0) AS tokens FROM token_ledger WHERE at >= @since AND kind = @kind",
            row => row.Long("tokens"), ("@since", since.ToColumn()), ("@kind", kind.ToColumn())),
        cancellationToken);

    public Task<IReadOnlyList<TokenSum>> GroupAsync(
        DateTimeOffset from, DateTimeOffset? until, TokenGrouping by, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TokenSum>>(
            connection => connection.List(
                $"""
                WITH span AS MATERIALIZED (
                    SELECT {KeyOf(by)} AS key, model, kind, count(*) AS calls, sum(prompt_tokens) AS prompt, sum(completion_tokens) AS completion,
                        sum((prompt_tokens + completion_tokens) * is_estimated) AS estimated
                    FROM token_ledger WHERE at >= @from AND at < @until GROUP BY 1, 2, 3),
                largest AS (SELECT key FROM span GROUP BY key ORDER BY sum(prompt + completion) DESC, key LIMIT @most)
                SELECT * FROM span WHERE key IN (SELECT key FROM largest)
                """,
                Map, ("@from", from.ToColumn()), ("@until", until.ToColumn() ?? AfterEveryTime), ("@most", most)),
            cancellationToken);

    /// <summary>Part of the conversation's removal.</summary>
    internal static void Forget(SqliteConnection connection, string conversation) => connection.Execute(
        "UPDATE token_ledger SET conversation_id = NULL WHERE conversation_id = @id", ("@id", conversation));

    // Times are in UTC and begin with their day.
    private static string KeyOf(TokenGrouping by) => by switch
    {
        TokenGrouping.Day => "substr(at, 1, 10)",
        TokenGrouping.Model => "model",
        TokenGrouping.Conversation => "coalesce(conversation_id, '')",
    };

    private static TokenSum Map(SqliteDataReader row) => new(
        row.Text("key") is { Length: > 0 } key ? key : null, row.Text("model"), StoredNames.ToCallKind(row.Text("kind")), row.Long("calls"),
        row.Long("prompt"), row.Long("completion"), row.Long("estimated"));
}
