using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using SQLitePCL;

namespace Rag.Infrastructure.EmbeddedIndex;

/// <summary>The vectors of a file, the index's or a draft's: a row per chunk.</summary>
internal sealed class ChunkTable(VectorFileConnection file, string name)
{
    public string CreateSql { get; } = $"""
        CREATE TABLE {name} (
            document_id TEXT NOT NULL, version INTEGER NOT NULL, chunk_index INTEGER NOT NULL, vector BLOB NOT NULL,
            source TEXT NOT NULL, page INTEGER NOT NULL, content_hash TEXT NOT NULL, word_count INTEGER NOT NULL,
            char_count INTEGER NOT NULL, PRIMARY KEY (document_id, version, chunk_index));
        """;

    public long Count() => file.Guarded(() => file.Scalar($"SELECT count(*) FROM {name}"));

    /// <summary>What there is of each version; read from the key alone.</summary>
    public IReadOnlyList<StoredParts> ListStored() => file.Guarded(() =>
    {
        using var command = file.Command($"SELECT document_id, version, count(*), max(chunk_index) FROM {name} GROUP BY document_id, version");
        using var reader = command.ExecuteReader();
        var stored = new List<StoredParts>();
        while (reader.Read())
        {
            stored.Add(new StoredParts(ReadDocument(reader), reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return stored;
    });

    /// <summary>Everything, read once and straight into the place where it is searched.</summary>
    public VectorRows Load(int dimension) => file.Guarded(() =>
    {
        // Counted first: growing while reading would need the memory twice.
        var table = VectorRows.NewTable(dimension, Count());
        using var command = file.Command($"SELECT document_id, version, chunk_index, vector FROM {name}");
        using var reader = command.ExecuteReader();
        var count = 0;
        while (reader.Read())
        {
            // The statement's own memory: a byte array per row would be as much garbage as there are vectors.
            var vector = MemoryMarshal.Cast<byte, float>(raw.sqlite3_column_blob(reader.Handle, 3));
            if (vector.Length != dimension)
            {
                throw file.Damaged($"row {count} has a vector of {vector.Length} instead of {dimension}");
            }

            table.Write(count++, new ChunkId(ReadDocument(reader), reader.GetInt32(1), reader.GetInt32(2)), vector);
        }

        return VectorRows.Of(table, count);
    });

    public void Upsert(IReadOnlyList<StoredVector> vectors) => file.Whole(() =>
    {
        using var command = file.Command(
            $"INSERT OR REPLACE INTO {name} VALUES ($document, $version, $index, $vector, $source, $page, $hash, $words, $characters)");
        foreach (var stored in vectors)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$document", stored.Id.Document.ToString());
            command.Parameters.AddWithValue("$version", stored.Id.Version);
            command.Parameters.AddWithValue("$index", stored.Id.Index);
            command.Parameters.AddWithValue("$vector", MemoryMarshal.AsBytes(stored.Vector.Span).ToArray());
            command.Parameters.AddWithValue("$source", stored.Source);
            command.Parameters.AddWithValue("$page", stored.Page);
            command.Parameters.AddWithValue("$hash", stored.ContentHash);
            command.Parameters.AddWithValue("$words", stored.Words);
            command.Parameters.AddWithValue("$characters", stored.Characters);
            command.ExecuteNonQuery();
        }
    });

    public void Delete(DocumentId document, int? version) => file.Whole(() => file.Execute(
        $"DELETE FROM {name} WHERE document_id = $document AND ($version IS NULL OR version = $version)",
        ("$document", document.ToString()), ("$version", version)));

    private DocumentId ReadDocument(SqliteDataReader reader) =>
        DocumentId.TryParse(reader.GetString(0), out var document) ? document : throw file.Damaged("a row has no document id");
}
