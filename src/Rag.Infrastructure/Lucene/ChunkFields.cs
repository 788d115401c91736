using System.Buffers.Binary;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using LuceneDocument = Lucene.Net.Documents.Document;

namespace Rag.Infrastructure.Lucene;

/// <summary>How a chunk stands in the index. Whoever changes this or the analysis counts <see cref="Schema"/> up: old indexes are made again.</summary>
internal static class ChunkFields
{
    public const string Schema = "1";

    public const string Text = "text";
    public const string Heading = "heading";
    public const string Title = "title";

    /// <summary>24 bytes that sort as the id's parts do: the tie-breaker, and what a hit is read from.</summary>
    public const string Order = "order";

    private const string Id = "id";
    private const string Document = "document";
    private const string Version = "version";
    private const int IdBytes = 24;

    private static readonly FieldType Words = FrozenWords();

    public static Term IdTerm(ChunkId id) => new(Id, id.ToString());

    public static Term DocumentTerm(DocumentId document) => new(Document, document.ToString());

    public static Term VersionTerm(DocumentId document, int version) => new(Version, $"{document}:{version}");

    public static LuceneDocument ToDocument(Chunk chunk)
    {
        var document = new LuceneDocument
        {
            new StringField(Id, chunk.Id.ToString(), Field.Store.NO),
            new StringField(Document, chunk.Id.Document.ToString(), Field.Store.NO),
            new StringField(Version, VersionTerm(chunk.Id.Document, chunk.Id.Version).Text, Field.Store.NO),
            new SortedDocValuesField(Order, new BytesRef(ToBytes(chunk.Id))),
        };
        AddWords(document, Text, chunk.Text);
        AddWords(document, Heading, chunk.Heading);
        AddWords(document, Title, chunk.Title);
        return document;
    }

    public static ChunkId ReadId(BytesRef bytes)
    {
        var span = bytes.Bytes.AsSpan(bytes.Offset, bytes.Length);
        return new ChunkId(
            new DocumentId(new Guid(span[..16], bigEndian: true)),
            BinaryPrimitives.ReadInt32BigEndian(span[16..]),
            BinaryPrimitives.ReadInt32BigEndian(span[20..]));
    }

    private static byte[] ToBytes(ChunkId id)
    {
        var bytes = new byte[IdBytes];
        id.Document.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), id.Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), id.Index);
        return bytes;
    }

    private static void AddWords(LuceneDocument document, string field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            document.Add(new Field(field, new TermStream(text), Words));
        }
    }

    // No positions: nothing asks for phrases, and they would be half of the index.
    private static FieldType FrozenWords()
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS };
        type.Freeze();
        return type;
    }
}
