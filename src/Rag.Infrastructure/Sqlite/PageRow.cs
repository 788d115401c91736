using Microsoft.Data.Sqlite;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Sqlite;

internal static class PageRow
{
    public static void Save(SqliteConnection connection, DocumentId document, int version, IReadOnlyList<ExtractedPage> pages)
    {
        foreach (var page in pages)
        {
            connection.Execute(
                """
                INSERT OR REPLACE INTO pages (document_id, version, number, text, hidden_text, headings, facts)
                VALUES (@document, @version, @number, @text, @hidden, @headings, @facts)
                """,
                ("@document", document.Value.ToColumn()), ("@version", version), ("@number", page.Number), ("@text", page.Text),
                ("@hidden", page.HiddenText), ("@headings", StoredJson.Write(page.Headings)), ("@facts", StoredJson.Write(page.Facts)));
        }
    }

    public static ExtractedPage Map(SqliteDataReader row) => new()
    {
        Number = row.Int("number"),
        Text = row.Text("text"),
        HiddenText = row.Text("hidden_text"),
        Headings = StoredJson.Read<Heading[]>(row.Text("headings")),
        Facts = MapFacts(row),
    };

    public static PageFacts MapFacts(SqliteDataReader row) => StoredJson.Read<PageFacts>(row.Text("facts"));
}
