using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Costs;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoTokenLedger(MongoDatabase database) : ITokenLedger
{
    // The day and the sum are stored, so that every server can group by the one and sort by the other.
    public Task AddAsync(SpentTokens spent, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Lines(mongo).InsertOneAsync(
            new BsonDocument
            {
                { "at", spent.At.ToBson() },
                { "day", spent.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                { "kind", spent.Kind.ToColumn() },
                { "model", spent.Model },
                { "prompt_tokens", (long)spent.Prompt },
                { "completion_tokens", (long)spent.Completion },
                { "total_tokens", (long)spent.Prompt + spent.Completion },
                { "estimated_tokens", spent.IsEstimated ? (long)spent.Prompt + spent.Completion : 0L },
                { "conversation_id", (spent.Conversation?.Value).ToBson() },
            },
            cancellationToken: limited),
        cancellationToken);

    public Task<long> SumAsync(ModelCallKind kind, DateTimeOffset since, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var sum = await Lines(mongo).Aggregate<BsonDocument>(new[]
            {
                new BsonDocument("$match", new BsonDocument { { "at", new BsonDocument("$gte", since.ToBound()) }, { "kind", kind.ToColumn() } }),
                new BsonDocument("$group", new BsonDocument { { "_id", BsonNull.Value }, { "tokens", new BsonDocument("$sum", "$total_tokens") } }),
            }, cancellationToken: limited).FirstOrDefaultAsync(limited);
            return sum?.Long("tokens") ?? 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<TokenSum>> GroupAsync(
        DateTimeOffset from, DateTimeOffset? until, TokenGrouping by, int most, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<TokenSum>>(
            async (mongo, limited) =>
            {
                var (field, span) = (FieldOf(by), Within(from, until));
                var keys = await Lines(mongo).Aggregate<BsonDocument>(new[]
                {
                    new BsonDocument("$match", span),
                    new BsonDocument("$group", new BsonDocument { { "_id", "$" + field }, { "tokens", new BsonDocument("$sum", "$total_tokens") } }),
                    new BsonDocument("$sort", new BsonDocument { { "tokens", -1 }, { "_id", 1 } }),
                    new BsonDocument("$limit", most),
                }, cancellationToken: limited).ToListAsync(limited);
                var largest = new BsonDocument(span) { { field, new BsonDocument("$in", new BsonArray(keys.Select(key => key["_id"]))) } };
                var sums = await Lines(mongo).Aggregate<BsonDocument>(new[]
                {
                    new BsonDocument("$match", largest),
                    new BsonDocument("$group", new BsonDocument
                    {
                        { "_id", new BsonDocument { { "key", "$" + field }, { "model", "$model" }, { "kind", "$kind" } } },
                        { "calls", new BsonDocument("$sum", 1) },
                        { "prompt", new BsonDocument("$sum", "$prompt_tokens") },
                        { "completion", new BsonDocument("$sum", "$completion_tokens") },
                        { "estimated", new BsonDocument("$sum", "$estimated_tokens") },
                    }),
                }, cancellationToken: limited).ToListAsync(limited);
                return [.. sums.Select(ToSum)];
            },
            cancellationToken);

    /// <summary>Part of the removal of conversations.</summary>
    internal static Task ForgetAsync(IMongoDatabase mongo, BsonValue conversations, CancellationToken cancellationToken) =>
        Lines(mongo).UpdateManyAsync(
            new BsonDocument("conversation_id", conversations), new BsonDocument("$set", new BsonDocument("conversation_id", BsonNull.Value)),
            cancellationToken: cancellationToken);

    private static IMongoCollection<BsonDocument> Lines(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.TokenLedger);

    private static BsonDocument Within(DateTimeOffset from, DateTimeOffset? until)
    {
        var at = new BsonDocument("$gte", from.ToBound());
        if (until is { } end)
        {
            at["$lt"] = end.ToBound();
        }

        return new BsonDocument("at", at);
    }

    private static string FieldOf(TokenGrouping by) => by switch
    {
        TokenGrouping.Day => "day",
        TokenGrouping.Model => "model",
        TokenGrouping.Conversation => "conversation_id",
    };

    private static TokenSum ToSum(BsonDocument group)
    {
        var id = group["_id"].AsBsonDocument;
        return new TokenSum(
            id.TextOrNull("key"), id.Text("model"), StoredNames.ToCallKind(id.Text("kind")), group.Long("calls"), group.Long("prompt"),
            group.Long("completion"), group.Long("estimated"));
    }
}
