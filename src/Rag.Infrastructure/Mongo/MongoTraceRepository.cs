using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Mongo;

/// <summary>A trace is a field of its message, and goes with it; whoever reads messages leaves it out.</summary>
internal sealed class MongoTraceRepository(MongoDatabase database) : ITraceRepository
{
    public const string Field = "trace";

    /// <summary>For everybody who wants the message alone.</summary>
    public static readonly BsonDocument Without = new(Field, 0);

    public Task SaveAsync(AnswerTrace trace, CancellationToken cancellationToken) => database.RunAsync(
        (mongo, limited) => Messages(mongo).UpdateOneAsync(
            trace.Message.Value.ById(), new BsonDocument("$set", new BsonDocument(Field, StoredJson.Write(trace))), cancellationToken: limited),
        cancellationToken);

    public Task<AnswerTrace?> FindAsync(MessageId message, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var record = await Messages(mongo).Find(message.Value.ById()).Project(new BsonDocument(Field, 1)).FirstOrDefaultAsync(limited);
            return record?.TextOrNull(Field) is { } trace ? StoredJson.Read<AnswerTrace>(trace) : null;
        },
        cancellationToken);

    private static IMongoCollection<BsonDocument> Messages(IMongoDatabase mongo) => mongo.GetCollection<BsonDocument>(MongoNames.Messages);
}
