using System.Globalization;
using System.Runtime.CompilerServices;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Sqlite;

internal sealed class SqlitePassageRepository(SqliteDatabase database) : IPassageRepository
{
    private const int ChangesPerRead = 256;

    public Task SavePagesAsync(
        DocumentId document, int version, IReadOnlyList<ExtractedPage> pages, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => PageRow.Save(connection, document, version, pages), cancellationToken);

    public Task SaveChunksAsync(IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken) => chunks.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(connection => ChunkRow.Save(connection, chunks, PassageSequence.Take(connection, chunks.Count)), cancellationToken);

    public Task<ExtractedPage?> FindPageAsync(DocumentId document, int version, int page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.FindOne(
                "SELECT * FROM pages WHERE document_id = @document AND version = @version AND number = @number", PageRow.Map,
                ("@document", document.Value.ToColumn()), ("@version", version), ("@number", page)),
            cancellationToken);

    public async Task<IReadOnlyList<ExtractedPage>> ListPagesAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => await database.ReadAsync(
            connection => connection.List(
                "SELECT * FROM pages WHERE document_id = @document AND version = @version ORDER BY number", PageRow.Map,
                ("@document", document.Value.ToColumn()), ("@version", version)),
            cancellationToken);

    public async Task<IReadOnlyList<Chunk>> ListChunksAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => await database.ReadAsync(
            connection => connection.List(
                "SELECT * FROM chunks WHERE document_id = @document AND version = @version ORDER BY chunk_index", ChunkRow.Map,
                ("@document", document.Value.ToColumn()), ("@version", version)),
            cancellationToken);

    public async Task<IReadOnlyList<PageFacts>> ListFactsAsync(
        DocumentId document, int version, CancellationToken cancellationToken) => await database.ReadAsync(
            connection => connection.List(
                "SELECT facts FROM pages WHERE document_id = @document AND version = @version ORDER BY number", PageRow.MapFacts,
                ("@document", document.Value.ToColumn()), ("@version", version)),
            cancellationToken);

    public async Task<IReadOnlyList<Passage>> FindVisibleAsync(
        IReadOnlyCollection<ChunkId> ids, CancellationToken cancellationToken)
    {
        // One statement is one view: a switch of versions between two of them would let half an answer stand on each.
        var wanted = string.Join(',', ids.Distinct().Select(
            id => string.Create(CultureInfo.InvariantCulture, $"[\"{id.Document}\",{id.Version},{id.Index}]")));
        return await database.ReadAsync(
            connection => connection.List(
                """
                SELECT c.*, d.name
                FROM json_each(@wanted) AS wanted
                CROSS JOIN chunks AS c ON c.document_id = wanted.value ->> 0 AND c.version = wanted.value ->> 1
                    AND c.chunk_index = wanted.value ->> 2
                JOIN documents AS d ON d.id = c.document_id AND d.visible_version = c.version
                """,
                row => new Passage(ChunkRow.Map(row), row.Text("name")),
                ("@wanted", $"[{wanted}]")),
            cancellationToken);
    }

    public async IAsyncEnumerable<PassageChange> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A read of its own for every batch: one that lasted as long as the reader takes would keep the log from being emptied.
        // Numbers are given in the order of the commits, so nothing can appear behind what was read.
        while (true)
        {
            var position = after;
            var changes = await database.ReadAsync(
                connection => connection.List(
                    """
                    SELECT sequence, 0 AS is_removed, document_id, version, chunk_index, page, start, "end", text, title, heading,
                        other_pages, content_hash, words
                    FROM chunks WHERE sequence > @after
                    UNION ALL
                    SELECT sequence, 1, document_id, version, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                    FROM removed_versions WHERE sequence > @after
                    ORDER BY sequence LIMIT @count
                    """,
                    row => row.Flag("is_removed")
                        ? (PassageChange)new PassageChange.Removed(row.Long("sequence"), new DocumentId(row.Id("document_id")), row.Int("version"))
                        : new PassageChange.Added(row.Long("sequence"), ChunkRow.Map(row)),
                    ("@after", position), ("@count", ChangesPerRead)),
                cancellationToken);
            foreach (var change in changes)
            {
                after = change.Sequence;
                yield return change;
            }

            if (changes.Count < ChangesPerRead)
            {
                yield break;
            }
        }
    }

    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => database.ReadAsync(PassageSequence.Last, cancellationToken);

    public Task<long> CountVisibleAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.FindOne(
            "SELECT count(*) FROM documents AS d JOIN chunks AS c ON c.document_id = d.id AND c.version = d.visible_version",
            row => row.GetInt64(0)),
        cancellationToken);

    public async Task<IReadOnlyList<Chunk>> ListChunksAsync(
        DocumentId document, int version, int after, int count, CancellationToken cancellationToken) => await database.ReadAsync(
            connection => connection.List(
                """
                SELECT * FROM chunks WHERE document_id = @document AND version = @version AND chunk_index > @after
                ORDER BY chunk_index LIMIT @count
                """,
                ChunkRow.Map,
                ("@document", document.Value.ToColumn()), ("@version", version), ("@after", after), ("@count", count)),
            cancellationToken);

    public Task<IReadOnlyList<StoredParts>> ListStoredChunksAsync(CancellationToken cancellationToken) => ListStoredAsync(
        "SELECT document_id, version, count(*) AS stored, max(chunk_index) AS last FROM chunks GROUP BY document_id, version",
        cancellationToken);

    public Task<IReadOnlyList<StoredParts>> ListStoredPagesAsync(CancellationToken cancellationToken) => ListStoredAsync(
        "SELECT document_id, version, count(*) AS stored, max(number) - 1 AS last FROM pages GROUP BY document_id, version", cancellationToken);

    // Both are answered from an index: no text is read.
    private async Task<IReadOnlyList<StoredParts>> ListStoredAsync(string sql, CancellationToken cancellationToken) => await database.ReadAsync(
        connection => connection.List(
            sql, row => new StoredParts(new DocumentId(row.Id("document_id")), row.Int("version"), row.Long("stored"), row.Long("last"))),
        cancellationToken);

    public Task DeleteVersionAsync(DocumentId document, int version, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var id = document.Value.ToColumn();
            connection.Execute("DELETE FROM pages WHERE document_id = @id AND version = @version", ("@id", id), ("@version", version));
            connection.Execute("DELETE FROM chunks WHERE document_id = @id AND version = @version", ("@id", id), ("@version", version));

            // The last removal of a version says all: what was added before it is gone.
            connection.Execute(
                "INSERT OR REPLACE INTO removed_versions (sequence, document_id, version) VALUES (@sequence, @id, @version)",
                ("@sequence", PassageSequence.Take(connection, count: 1)), ("@id", id), ("@version", version));
        },
        cancellationToken);
}
