using MongoDB.Bson;
using Rag.Application.Chat;

namespace Rag.Infrastructure.Mongo;

/// <summary>Adds messages up by what they are, and reads the figures from the groups.</summary>
internal static class MessageSums
{
    /// <param name="also">What makes a group beside role, end and rating.</param>
    public static BsonDocument Group(params BsonElement[] also) => new("$group", new BsonDocument
    {
        { "_id", new BsonDocument(also.AsEnumerable()) { { "role", "$role" }, { "finish", "$finish_reason" }, { "rating", "$feedback.rating" } } },
        { "count", new BsonDocument("$sum", 1) },
        { "prompt", new BsonDocument("$sum", "$usage.prompt_tokens") },
        { "completion", new BsonDocument("$sum", "$usage.completion_tokens") },
        { "first_ms", new BsonDocument("$sum", "$first_token_ms") },
        { "firsts", new BsonDocument("$sum", IsThere("$first_token_ms")) },
    });

    public static ConversationTotals Totals(IReadOnlyCollection<BsonDocument> groups, long conversations)
    {
        long Count(string field, params string[] values) =>
            groups.Where(group => values.Contains(group["_id"].AsBsonDocument.TextOrNull(field))).Sum(group => group.Long("count"));

        var firsts = groups.Sum(group => group.Long("firsts"));
        return new ConversationTotals(
            Count("role", "user", "human"), conversations, Count("finish", "stop", "length"), Count("finish", "no_answer"),
            Count("rating", "up"), Count("rating", "down"),
            firsts == 0 ? null : TimeSpan.FromMilliseconds((double)groups.Sum(group => group.Long("first_ms")) / firsts),
            groups.Sum(group => group.Long("prompt") + group.Long("completion")));
    }

    /// <summary>1 where a field has a value, 0 where it is missing or null.</summary>
    private static BsonDocument IsThere(string field)
    {
        var value = new BsonDocument("$ifNull", new BsonArray { field, BsonNull.Value });
        return new BsonDocument("$cond", new BsonArray { new BsonDocument("$eq", new BsonArray { value, BsonNull.Value }), 0, 1 });
    }
}
