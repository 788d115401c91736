using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Mongo;

/// <summary>A page of the conversations: the index over conversation and time gives their begin and end, then only the page's own messages are read.</summary>
internal static class ConversationSearchQuery
{
    public static async Task<ConversationPage> RunAsync(
        IMongoCollection<BsonDocument> messages, ConversationSearch search, CancellationToken cancellationToken)
    {
        List<BsonDocument> pipeline = [];
        if (search is not { Text: null, From: null, Until: null })
        {
            var fitting = MongoConversationRepository.Within(search.From, search.Until);
            if (search.Text is { } text)
            {
                fitting["content"] = TextPattern.Of(text);
            }

            pipeline.Add(await AmongAsync(messages, fitting, cancellationToken));
        }

        if (search.Rating is { } rating)
        {
            pipeline.Add(await AmongAsync(messages, new BsonDocument("feedback.rating", rating.ToStoredName()), cancellationToken));
        }

        pipeline.Add(new BsonDocument("$group", new BsonDocument
        {
            { "_id", "$conversation_id" },
            { "started_at", new BsonDocument("$min", "$timestamp") },
            { "last_message_at", new BsonDocument("$max", "$timestamp") },
            { "messages", new BsonDocument("$sum", 1) },
            { "rated_up", Rated(Rating.Up) },
            { "rated_down", Rated(Rating.Down) },
        }));
        var total = await messages.Aggregate<BsonDocument>(
            pipeline.Append(new BsonDocument("$count", "count")).ToArray(), cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken);
        pipeline.Add(new BsonDocument("$sort", new BsonDocument { { "last_message_at", -1 }, { "_id", -1 } }));
        pipeline.Add(new BsonDocument("$skip", search.Skip));
        pipeline.Add(new BsonDocument("$limit", search.Limit));
        var page = await messages.Aggregate<BsonDocument>(pipeline.ToArray(), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var items = new List<ConversationSummary>();
        foreach (var conversation in page)
        {
            items.Add(await SummarizeAsync(messages, conversation, cancellationToken));
        }

        return new ConversationPage(items, total?.Int("count") ?? 0);
    }

    /// <summary>The conversations with one message like this.</summary>
    private static async Task<BsonDocument> AmongAsync(IMongoCollection<BsonDocument> messages, BsonDocument like, CancellationToken cancellationToken)
    {
        var ids = await messages.Aggregate<BsonDocument>(new[]
        {
            new BsonDocument("$match", like),
            new BsonDocument("$group", new BsonDocument("_id", "$conversation_id")),
        }, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var among = new BsonArray(ids.Select(id => id["_id"]));
        return new BsonDocument("$match", new BsonDocument("conversation_id", new BsonDocument("$in", among)));
    }

    private static BsonDocument Rated(Rating rating) => new("$sum", new BsonDocument("$cond", new BsonArray
    {
        new BsonDocument("$eq", new BsonArray { "$feedback.rating", rating.ToStoredName() }), 1, 0,
    }));

    private static async Task<ConversationSummary> SummarizeAsync(
        IMongoCollection<BsonDocument> messages, BsonDocument conversation, CancellationToken cancellationToken)
    {
        var question = await messages
            .Find(new BsonDocument { { "conversation_id", conversation["_id"] }, { "role", new BsonDocument("$in", new BsonArray { "user", "human" }) } })
            .Sort(new BsonDocument { { "timestamp", 1 }, { "position", 1 }, { "_id", 1 } })
            .Limit(1).FirstOrDefaultAsync(cancellationToken);
        return new ConversationSummary(
            MessageRecord.ConversationOf(conversation["_id"]), conversation.Time("started_at"), conversation.Time("last_message_at"),
            conversation.Int("messages"), question?.TextOrNull("content"), question?.TextOrNull("origin"),
            conversation.Int("rated_up"), conversation.Int("rated_down"));
    }
}
