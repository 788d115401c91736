using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Chat;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoConversationFigures(MongoDatabase database) : IConversationFigures
{
    private static readonly BsonElement Day = new(
        "day", new BsonDocument("$dateToString", new BsonDocument { { "format", "%Y-%m-%d" }, { "date", "$timestamp" } }));

    public Task<IReadOnlyList<DailyTotals>> CountDailyAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<DailyTotals>>(
            async (mongo, limited) =>
            {
                var span = new BsonDocument("$match", MongoConversationRepository.Within(from, until));
                var sums = await RunAsync(mongo, limited, span, MessageSums.Group(Day));
                var conversations = await RunAsync(
                    mongo, limited, span,
                    new BsonDocument("$group", new BsonDocument("_id", new BsonDocument(Day) { { "conversation", "$conversation_id" } })),
                    new BsonDocument("$group", new BsonDocument { { "_id", "$_id.day" }, { "count", new BsonDocument("$sum", 1) } }));
                var counts = conversations.ToDictionary(day => day["_id"].AsString, day => day.Long("count"));
                return [.. sums.GroupBy(group => group["_id"].AsBsonDocument.Text("day")).Select(day => new DailyTotals(
                    DateOnly.ParseExact(day.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    MessageSums.Totals([.. day], counts.GetValueOrDefault(day.Key))))];
            },
            cancellationToken);

    public Task<IReadOnlyList<UnansweredQuestion>> ListUnansweredAsync(int most, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<UnansweredQuestion>>(
            async (mongo, limited) =>
            {
                var answers = await Messages(mongo).Find(new BsonDocument("finish_reason", "no_answer"))
                    .Sort(new BsonDocument { { "timestamp", -1 }, { "position", -1 } }).Limit(most)
                    .Project(new BsonDocument { { "question_id", 1 }, { "timestamp", 1 }, { "conversation_id", 1 } }).ToListAsync(limited);
                var asked = new BsonArray(answers.Select(answer => answer.Find("question_id")).OfType<BsonValue>());
                var questions = await Messages(mongo).Find(new BsonDocument("_id", new BsonDocument("$in", asked)))
                    .Project(new BsonDocument("content", 1)).ToListAsync(limited);
                var texts = questions.ToDictionary(question => question["_id"], question => question.TextOrNull("content") ?? "");
                return
                [
                    .. answers.Where(answer => answer.Find("question_id") is { } question && texts.ContainsKey(question))
                        .Select(answer => new UnansweredQuestion(
                            texts[answer["question_id"]], answer.Time("timestamp"), MessageRecord.ConversationOf(answer["conversation_id"]))),
                ];
            },
            cancellationToken);

    private static Task<List<BsonDocument>> RunAsync(IMongoDatabase mongo, CancellationToken cancellationToken, params BsonDocument[] stages) =>
        Messages(mongo).Aggregate<BsonDocument>(stages, cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    private static IMongoCollection<BsonDocument> Messages(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Messages);
}
