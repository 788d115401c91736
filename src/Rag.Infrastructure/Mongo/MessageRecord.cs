using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;

namespace Rag.Infrastructure.Mongo;

/// <summary>A document of messages. Of the old backend's, only conversation, role, content and time are sure.</summary>
internal static class MessageRecord
{
    /// <summary>Without _id, position and feedback, which are kept when a message is saved again.</summary>
    public static BsonDocument From(Message message) => new()
    {
        { "conversation_id", message.ConversationId.Value.ToBson() },
        { "role", message.Role.ToStoredName() },
        { "content", message.Content },
        { "timestamp", message.Timestamp.ToBson() },
        { "origin", message.Origin.ToBson() },
        { "question_id", message.QuestionId is { } question ? question.Value.ToBson() : BsonNull.Value },
        { "sources", new BsonArray(message.Sources.Select(FromSource)) },
        {
            "usage", message.Usage is { } usage
                ? new BsonDocument { { "prompt_tokens", usage.PromptTokens }, { "completion_tokens", usage.CompletionTokens } }
                : BsonNull.Value
        },
        { "finish_reason", (message.FinishReason?.ToStoredName()).ToBson() },
        { "first_token_ms", message.TimeToFirstToken is { } first ? (long)first.TotalMilliseconds : BsonNull.Value },
    };

    public static Message ToMessage(BsonDocument record) => new()
    {
        Id = new MessageId(record.Id("_id")),
        ConversationId = ConversationOf(record["conversation_id"]),
        Role = RoleOf(record),
        Content = record.TextOrNull("content") ?? "",
        Timestamp = record.Time("timestamp"),
        Origin = record.TextOrNull("origin"),
        QuestionId = record.IdOrNull("question_id") is { } question ? new MessageId(question) : null,
        Sources = record.Find("sources") is BsonArray sources ? [.. sources.OfType<BsonDocument>().Where(IsOurs).Select(ToSource)] : [],
        Usage = record.DocumentOrNull("usage") is { } usage
            ? new TokenUsage(usage.Int("prompt_tokens"), usage.Int("completion_tokens"))
            : null,
        FinishReason = StoredNames.ToFinishReason(record.TextOrNull("finish_reason")),
        TimeToFirstToken = record.Find("first_token_ms") is { } first ? TimeSpan.FromMilliseconds(first.ToInt64()) : null,
    };

    /// <summary>An old front end's id that is no UUID is shown as one that is made from it.</summary>
    public static ConversationId ConversationOf(BsonValue value)
    {
        var text = value.ToString()!;
        return new ConversationId(Guid.TryParseExact(text, "D", out var id)
            ? id
            : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true));
    }

    public static MessageRole RoleOf(BsonDocument record) =>
        record.TextOrNull("role") is "user" or "human" ? MessageRole.User : MessageRole.Assistant;

    private static BsonDocument FromSource(Source source) => new()
    {
        { "number", source.Number },
        { "filename", source.FileName },
        { "document_id", source.DocumentId.Value.ToBson() },
        { "version", source.Version },
        { "page", source.Page },
        { "start", source.Start },
        { "end", source.End },
        { "snippet", source.Snippet },
        { "score", source.Score },
    };

    private static bool IsOurs(BsonDocument source) => source.Contains("document_id") && source.Contains("number");

    private static Source ToSource(BsonDocument source) => new(
        source.Int("number"), source.Text("filename"), new DocumentId(source.Id("document_id")), source.Int("version"), source.Int("page"),
        source.Int("start"), source.Int("end"), source.Text("snippet"), source["score"].ToDouble());
}
