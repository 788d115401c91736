using Microsoft.Data.Sqlite;
using Rag.Application.Documents;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqliteDocumentRepository(SqliteDatabase database, TimeProvider time) : IDocumentRepository
{
    public Task<Document?> FindAsync(DocumentId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne($"{DocumentRow.Select} WHERE d.id = @id", DocumentRow.Map, ("@id", id.Value.ToColumn())),
        cancellationToken);

    public Task<Document?> FindByNameAsync(FileName name, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne($"{DocumentRow.Select} WHERE d.name_key = @key", DocumentRow.Map, ("@key", name.Key)),
        cancellationToken);

    public async Task<IReadOnlyList<Document>> ListAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.List($"{DocumentRow.Select} ORDER BY d.name_key", DocumentRow.Map), cancellationToken);

    public Task<bool> SaveAsync(Document document, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (!(document.Revision == 0 ? Insert(connection, document) : Update(connection, document)))
            {
                return false;
            }

            SaveVersion(connection, document.Id, document.Visible);
            SaveVersion(connection, document.Id, document.Pending);

            // A version that was replaced goes out of the queue with this: its row was its job.
            NoteRemains(connection, document.Id, document.Visible?.Number, document.Pending?.Number);
            connection.Execute(
                """
                DELETE FROM document_versions
                WHERE document_id = @id AND number NOT IN (coalesce(@visible, 0), coalesce(@pending, 0))
                """,
                ("@id", document.Id.Value.ToColumn()), ("@visible", document.Visible?.Number), ("@pending", document.Pending?.Number));
            return true;
        },
        cancellationToken);

    public Task<bool> RemoveAsync(Document document, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            (string, object?)[] read = [("@id", document.Id.Value.ToColumn()), ("@revision", document.Revision)];
            if (connection.FindOne("SELECT 1 FROM documents WHERE id = @id AND revision = @revision", row => row.GetInt32(0), read) == 0)
            {
                return false;
            }

            NoteRemains(connection, document.Id, visible: null, pending: null);
            return connection.Execute("DELETE FROM documents WHERE id = @id AND revision = @revision", read) == 1;
        },
        cancellationToken);

    public async Task<IReadOnlyList<VersionRemains>> ListRemainsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.List(
            "SELECT * FROM version_remains ORDER BY removed_at, document_id, number",
            row => new VersionRemains(
                new DocumentId(row.Id("document_id")), row.Int("number"), row.Text("file_key"), row.Time("removed_at"))),
        cancellationToken);

    public Task ForgetRemainsAsync(DocumentId document, int version, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "DELETE FROM version_remains WHERE document_id = @id AND number = @number",
                ("@id", document.Value.ToColumn()), ("@number", version));
        },
        cancellationToken);

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT count(*) FROM document_versions WHERE status IN ('queued', 'processing')", row => row.GetInt32(0)),
        cancellationToken);

    /// <summary>Of all versions of the document but these two.</summary>
    private void NoteRemains(SqliteConnection connection, DocumentId document, int? visible, int? pending) => connection.Execute(
        """
        INSERT OR REPLACE INTO version_remains (document_id, number, file_key, removed_at)
        SELECT document_id, number, file_key, @now FROM document_versions
        WHERE document_id = @id AND number NOT IN (coalesce(@visible, 0), coalesce(@pending, 0))
        """,
        ("@id", document.Value.ToColumn()), ("@visible", visible), ("@pending", pending), ("@now", time.GetUtcNow().ToColumn()));

    // Nothing happens where the id or the name is taken.
    private static bool Insert(SqliteConnection connection, Document document) => connection.Execute(
        """
        INSERT INTO documents (id, name, name_key, visible_version, pending_version, last_version, revision)
        VALUES (@id, @name, @key, @visible, @pending, @last, 1)
        ON CONFLICT DO NOTHING
        """,
        ("@id", document.Id.Value.ToColumn()), ("@name", document.Name.Value), ("@key", document.Name.Key),
        ("@visible", document.Visible?.Number), ("@pending", document.Pending?.Number), ("@last", document.LastVersion)) == 1;

    private static bool Update(SqliteConnection connection, Document document) => connection.Execute(
        """
        UPDATE documents
        SET visible_version = @visible, pending_version = @pending, last_version = @last, revision = revision + 1
        WHERE id = @id AND revision = @revision
        """,
        ("@id", document.Id.Value.ToColumn()), ("@revision", document.Revision), ("@visible", document.Visible?.Number),
        ("@pending", document.Pending?.Number), ("@last", document.LastVersion)) == 1;

    private static void SaveVersion(SqliteConnection connection, DocumentId document, DocumentVersion? version)
    {
        if (version is null)
        {
            return;
        }

        // A claim lives as long as the version is being processed; the attempts stay for whoever asks how it went.
        connection.Execute(
            """
            INSERT INTO document_versions (document_id, number, file_key, size, content_hash, uploaded_at, status, progress, pages, chunks,
                failure_code, failure_detail, failure_arguments, indexed_at)
            VALUES (@document, @number, @file, @size, @hash, @uploaded, @status, @progress, @pages, @chunks, @code, @detail, @arguments, @indexed)
            ON CONFLICT (document_id, number) DO UPDATE SET
                status = excluded.status, progress = excluded.progress, pages = excluded.pages, chunks = excluded.chunks,
                failure_code = excluded.failure_code, failure_detail = excluded.failure_detail, failure_arguments = excluded.failure_arguments,
                indexed_at = excluded.indexed_at,
                owner = CASE WHEN excluded.status = 'processing' THEN owner END,
                lease_until = CASE WHEN excluded.status = 'processing' THEN lease_until END,
                not_before = CASE WHEN excluded.status = 'queued' THEN not_before END
            """,
            ("@document", document.Value.ToColumn()), ("@number", version.Number), ("@file", version.File.Key),
            ("@size", version.File.Size), ("@hash", version.File.ContentHash), ("@uploaded", version.UploadedAt.ToColumn()),
            ("@status", version.Status.ToStoredName()), ("@progress", version.Progress), ("@pages", version.Pages), ("@chunks", version.Chunks),
            ("@code", version.Failure?.Code), ("@detail", version.Failure?.Template),
            ("@arguments", version.Failure is { Arguments.Count: > 0 } failure ? StoredJson.Write(failure.Arguments) : null),
            ("@indexed", version.IndexedAt.ToColumn()));
    }
}
