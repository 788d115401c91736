using Microsoft.Data.Sqlite;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Sqlite;

/// <summary>A document with its two versions as one row, so that no reader sees a document of one moment with a version of another.</summary>
internal static class DocumentRow
{
    private static readonly string[] VersionColumns =
    [
        "number", "file_key", "size", "content_hash", "uploaded_at", "status", "progress", "pages", "chunks", "failure_code",
        "failure_detail", "failure_arguments", "indexed_at",
    ];

    public static readonly string Select =
        $"""
        SELECT d.id, d.name, d.last_version, d.revision, {Columns("v", "visible")}, {Columns("p", "pending")}
        FROM documents AS d
        LEFT JOIN document_versions AS v ON v.document_id = d.id AND v.number = d.visible_version
        LEFT JOIN document_versions AS p ON p.document_id = d.id AND p.number = d.pending_version
        """;

    public static Document Map(SqliteDataReader row) => Document.Restore(
        new DocumentId(row.Id("id")),
        FileName.Parse(row.Text("name")).Value,
        MapVersion(row, "visible"),
        MapVersion(row, "pending"),
        row.Int("last_version"),
        row.Long("revision"));

    private static string Columns(string table, string prefix) =>
        string.Join(", ", VersionColumns.Select(column => $"{table}.{column} AS {prefix}_{column}"));

    private static DocumentVersion? MapVersion(SqliteDataReader row, string prefix) => row.IsNull($"{prefix}_number")
        ? null
        : new DocumentVersion
        {
            Number = row.Int($"{prefix}_number"),
            File = new StoredFile(row.Text($"{prefix}_file_key"), row.Long($"{prefix}_size"), row.Text($"{prefix}_content_hash")),
            UploadedAt = row.Time($"{prefix}_uploaded_at"),
            Status = StoredNames.ToStatus(row.Text($"{prefix}_status")),
            Progress = row.Real($"{prefix}_progress"),
            Pages = row.Int($"{prefix}_pages"),
            Chunks = row.Int($"{prefix}_chunks"),
            Failure = MapFailure(row, prefix),
            IndexedAt = row.TimeOrNull($"{prefix}_indexed_at"),
        };

    private static IngestionFailure? MapFailure(SqliteDataReader row, string prefix) => row.TextOrNull($"{prefix}_failure_code") is { } code
        ? new IngestionFailure(code, row.Text($"{prefix}_failure_detail"))
        {
            // Null in rows of earlier versions too, whose detail is the whole sentence.
            Arguments = row.TextOrNull($"{prefix}_failure_arguments") is { } arguments ? StoredJson.Read<string[]>(arguments) : [],
        }
        : null;
}
