using Microsoft.Data.Sqlite;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Sqlite;

internal static class ChunkRow
{
    /// <summary>Writes chunks under the numbers from <paramref name="sequence"/> on; a known chunk gets the new number and text.</summary>
    public static void Save(SqliteConnection connection, IReadOnlyList<Chunk> chunks, long sequence)
    {
        using var command = connection.Command(
            """
            INSERT OR REPLACE INTO chunks (sequence, document_id, version, chunk_index, page, start, "end", text, title, heading,
                other_pages, content_hash, words)
            VALUES (@sequence, @document, @version, @index, @page, @start, @end, @text, @title, @heading, @others, @hash, @words)
            """);
        foreach (var chunk in chunks)
        {
            command.Parameters.Clear();
            foreach (var (name, value) in Values(chunk, sequence++))
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            command.ExecuteNonQuery();
        }
    }

    public static Chunk Map(SqliteDataReader row) => new()
    {
        Id = new ChunkId(new DocumentId(row.Id("document_id")), row.Int("version"), row.Int("chunk_index")),
        Page = row.Int("page"),
        Start = row.Int("start"),
        End = row.Int("end"),
        Text = row.Text("text"),
        Title = row.TextOrNull("title"),
        Heading = row.TextOrNull("heading"),
        OtherPages = StoredJson.Read<int[]>(row.Text("other_pages")),
        ContentHash = row.Text("content_hash"),
        Words = row.Int("words"),
    };

    private static (string Name, object? Value)[] Values(Chunk chunk, long sequence) =>
    [
        ("@sequence", sequence), ("@document", chunk.Id.Document.Value.ToColumn()), ("@version", chunk.Id.Version),
        ("@index", chunk.Id.Index), ("@page", chunk.Page), ("@start", chunk.Start), ("@end", chunk.End), ("@text", chunk.Text),
        ("@title", chunk.Title), ("@heading", chunk.Heading), ("@others", StoredJson.Write(chunk.OtherPages)),
        ("@hash", chunk.ContentHash), ("@words", chunk.Words),
    ];
}
