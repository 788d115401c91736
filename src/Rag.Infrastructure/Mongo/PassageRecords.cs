using System.Globalization;
using MongoDB.Bson;
using Rag.Domain.Documents;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Mongo;

/// <summary>Chunks and pages. Their _id is made from document, version and number, so that a step that is done twice overwrites itself.</summary>
internal static class PassageRecords
{
    public static BsonDocument From(Chunk chunk, long sequence) => new()
    {
        { "_id", chunk.Id.ToString() },
        { "sequence", sequence },
        { "document_id", chunk.Id.Document.Value.ToBson() },
        { "version", chunk.Id.Version },
        { "chunk_index", chunk.Id.Index },
        { "page", chunk.Page },
        { "start", chunk.Start },
        { "end", chunk.End },
        { "text", chunk.Text },
        { "title", chunk.Title.ToBson() },
        { "heading", chunk.Heading.ToBson() },
        { "other_pages", new BsonArray(chunk.OtherPages) },
        { "content_hash", chunk.ContentHash },
        { "word_count", chunk.Words },
        { "char_count", chunk.Text.Length },
    };

    public static Chunk ToChunk(BsonDocument record) => new()
    {
        Id = new ChunkId(new DocumentId(record.Id("document_id")), record.Int("version"), record.Int("chunk_index")),
        Page = record.Int("page"),
        Start = record.Int("start"),
        End = record.Int("end"),
        Text = record.Text("text"),
        Title = record.TextOrNull("title"),
        Heading = record.TextOrNull("heading"),
        OtherPages = [.. record["other_pages"].AsBsonArray.Select(page => page.ToInt32())],
        ContentHash = record.Text("content_hash"),
        Words = record.Int("word_count"),
    };

    public static BsonDocument From(DocumentId document, int version, ExtractedPage page) => new()
    {
        { "_id", string.Create(CultureInfo.InvariantCulture, $"{document}:{version}:{page.Number}") },
        { "document_id", document.Value.ToBson() },
        { "version", version },
        { "number", page.Number },
        { "text", page.Text },
        { "hidden_text", page.HiddenText },
        {
            "headings", new BsonArray(page.Headings.Select(
                heading => new BsonDocument { { "start", heading.Start }, { "level", heading.Level }, { "text", heading.Text } }))
        },
        {
            "facts", new BsonDocument
            {
                { "characters", page.Facts.Characters }, { "words", page.Facts.Words }, { "unreadable_share", page.Facts.UnreadableShare },
                { "is_image_only", page.Facts.IsImageOnly }, { "rotation", page.Facts.Rotation },
                { "hidden_characters", page.Facts.HiddenCharacters }, { "language", page.Facts.Language.ToBson() },
            }
        },
    };

    public static ExtractedPage ToPage(BsonDocument record) => new()
    {
        Number = record.Int("number"),
        Text = record.Text("text"),
        HiddenText = record.Text("hidden_text"),
        Headings =
        [
            .. record["headings"].AsBsonArray.Select(
                heading => new Heading(heading["start"].ToInt32(), heading["level"].ToInt32(), heading["text"].AsString)),
        ],
        Facts = ToFacts(record),
    };

    public static PageFacts ToFacts(BsonDocument record)
    {
        var facts = record["facts"].AsBsonDocument;
        return new PageFacts
        {
            Characters = facts.Int("characters"),
            Words = facts.Int("words"),
            UnreadableShare = facts["unreadable_share"].ToDouble(),
            IsImageOnly = facts.Flag("is_image_only", otherwise: false),
            Rotation = facts.Int("rotation"),
            HiddenCharacters = facts.Int("hidden_characters"),
            Language = facts.TextOrNull("language"),
        };
    }
}
