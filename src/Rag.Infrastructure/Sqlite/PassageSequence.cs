using Microsoft.Data.Sqlite;

namespace Rag.Infrastructure.Sqlite;

/// <summary>The counter of the change feed. It is part of the transaction that uses it, so numbers come in the order of commits.</summary>
internal static class PassageSequence
{
    public static long Last(SqliteConnection connection) =>
        connection.FindOne("SELECT last FROM passage_sequence", row => row.GetInt64(0));

    /// <summary>The first of <paramref name="count"/> numbers in a row that are given to nobody else.</summary>
    public static long Take(SqliteConnection connection, int count) =>
        connection.FindOne("UPDATE passage_sequence SET last = last + @count RETURNING last", row => row.GetInt64(0), ("@count", count))
        - count + 1;
}
