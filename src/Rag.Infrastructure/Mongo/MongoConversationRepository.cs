using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// A conversation is nothing but its messages: there is no second record that could disagree with them, and those of the old
/// backend are there without a migration. Ratings and traces are part of the message that they belong to, and go with it.
/// </summary>
internal sealed class MongoConversationRepository(MongoDatabase database) : IConversationRepository
{
    /// <summary>A few hundred kilobytes of usual messages.</summary>
    private const int ExportPiece = 500;

    private static readonly BsonDocument InOrder = new() { { "conversation_id", 1 }, { "timestamp", 1 }, { "position", 1 }, { "_id", 1 } };

    public Task<int> CountMessagesAsync(ConversationId conversation, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) => (int)await Messages(mongo).CountDocumentsAsync(Of(conversation), cancellationToken: limited), cancellationToken);

    public Task<Message?> FindMessageAsync(MessageId id, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
            await Messages(mongo).Find(id.Value.ById()).Project(MongoTraceRepository.Without).FirstOrDefaultAsync(limited) is { } record ? MessageRecord.ToMessage(record) : null,
        cancellationToken);

    public Task<ConversationPage> SearchAsync(ConversationSearch search, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => ConversationSearchQuery.RunAsync(Messages(mongo), search, limited), cancellationToken);

    public Task<ConversationTotals> CountAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var messages = Messages(mongo);
            var sums = await messages.Aggregate<BsonDocument>(new[] { MessageSums.Group() }, cancellationToken: limited).ToListAsync(limited);
            var conversations = await messages.Aggregate<BsonDocument>(new[]
            {
                new BsonDocument("$group", new BsonDocument("_id", "$conversation_id")),
                new BsonDocument("$count", "count"),
            }, cancellationToken: limited).FirstOrDefaultAsync(limited);
            return MessageSums.Totals(sums, conversations?.Long("count") ?? 0);
        },
        cancellationToken);

    public Task<bool> DeleteAsync(ConversationId conversation, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            // A second look: an answer may have been stored behind the place that the first one had passed.
            await MongoTokenLedger.ForgetAsync(mongo, conversation.Value.ToBson(), limited);
            var deleted = (await Messages(mongo).DeleteManyAsync(Of(conversation), limited)).DeletedCount;
            return deleted > 0 && await Messages(mongo).DeleteManyAsync(Of(conversation), limited) is not null;
        },
        cancellationToken);

    public Task<int> DeleteOlderAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var old = await Messages(mongo).Aggregate<BsonDocument>(new[]
            {
                new BsonDocument("$group", new BsonDocument { { "_id", "$conversation_id" }, { "last", new BsonDocument("$max", "$timestamp") } }),
                new BsonDocument("$match", new BsonDocument("last", new BsonDocument("$lt", before.ToBound()))),
                new BsonDocument("$sort", new BsonDocument { { "last", 1 }, { "_id", 1 } }),
                new BsonDocument("$limit", most),
            }, cancellationToken: limited).ToListAsync(limited);
            if (old.Count > 0)
            {
                var ids = new BsonArray(old.Select(conversation => conversation["_id"]));
                await MongoTokenLedger.ForgetAsync(mongo, new BsonDocument("$in", ids), limited);
                await Messages(mongo).DeleteManyAsync(new BsonDocument("conversation_id", new BsonDocument("$in", ids)), limited);
            }

            return old.Count;
        },
        cancellationToken);

    public Task<bool> SaveFeedbackAsync(Feedback feedback, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var rating = new BsonDocument
            {
                { "rating", feedback.Rating.ToStoredName() }, { "comment", feedback.Comment.ToBson() }, { "rated_at", feedback.RatedAt.ToBson() },
            };
            var written = await Messages(mongo).UpdateOneAsync(
                feedback.MessageId.Value.ById(), new BsonDocument("$set", new BsonDocument("feedback", rating)), cancellationToken: limited);
            return written.MatchedCount == 1;
        },
        cancellationToken);

    public Task<IReadOnlyList<Feedback>> ListFeedbackAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Feedback>>(
            async (mongo, limited) =>
            {
                var rated = Of(conversation);
                rated["feedback"] = new BsonDocument("$exists", true);
                var records = await Messages(mongo).Find(rated).Project(new BsonDocument("feedback", 1)).ToListAsync(limited);
                return [.. records.Select(record => ToFeedback(new MessageId(record.Id("_id")), record["feedback"].AsBsonDocument))];
            },
            cancellationToken);

    private static Feedback ToFeedback(MessageId message, BsonDocument rating) => new(
        message, StoredNames.ToRating(rating.Text("rating")), rating.TextOrNull("comment"), rating.Time("rated_at"));

    // One conversation after the other, each in pieces: what is sorted is never more than one of them.
    public async IAsyncEnumerable<ExportedMessage> ReadAllAsync(
        DateTimeOffset? from, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BsonValue last = BsonNull.Value;
        var skip = 0;
        while (true)
        {
            var piece = await database.RunAsync(
                async (mongo, limited) =>
                {
                    var filter = Within(from, until);
                    if (!last.IsBsonNull)
                    {
                        filter["conversation_id"] = new BsonDocument("$gte", last);
                    }

                    return await Messages(mongo).Find(filter).Sort(InOrder).Skip(skip).Limit(ExportPiece)
                        .Project(new BsonDocument { { "conversation_id", 1 }, { "timestamp", 1 }, { "role", 1 }, { "content", 1 } })
                        .ToListAsync(limited);
                },
                cancellationToken);
            foreach (var record in piece)
            {
                yield return new ExportedMessage(
                    MessageRecord.ConversationOf(record["conversation_id"]), record.Time("timestamp"), MessageRecord.RoleOf(record),
                    record.TextOrNull("content") ?? "");
            }

            if (piece.Count < ExportPiece)
            {
                yield break;
            }

            // Goes on inside the conversation in which the piece ended: what was given of it is left out.
            var end = piece[^1]["conversation_id"];
            var ofTheLast = piece.AsEnumerable().Reverse().TakeWhile(record => record["conversation_id"] == end).Count();
            skip = last == end ? skip + piece.Count : ofTheLast;
            last = end;
        }
    }

    internal static BsonDocument Within(DateTimeOffset? from, DateTimeOffset? until)
    {
        var span = new BsonDocument();
        if (from is { } first)
        {
            span["$gte"] = first.ToBound();
        }

        if (until is { } end)
        {
            span["$lt"] = end.ToBound();
        }

        return span.ElementCount == 0 ? [] : new BsonDocument("timestamp", span);
    }

    private static IMongoCollection<BsonDocument> Messages(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Messages);

    private static BsonDocument Of(ConversationId conversation) => new("conversation_id", conversation.Value.ToBson());
}
