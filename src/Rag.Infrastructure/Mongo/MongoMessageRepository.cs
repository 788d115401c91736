using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Infrastructure.Mongo;

internal sealed class MongoMessageRepository(MongoDatabase database) : IMessageRepository
{
    public Task SaveAsync(Message message, CancellationToken cancellationToken) => database.RunAsync(
        async (mongo, limited) =>
        {
            var messages = mongo.GetCollection<BsonDocument>(MongoNames.Messages);
            if (!await HasQuestionAsync(messages, message, limited))
            {
                return;
            }

            // position orders messages of the same instant as they were first stored.
            var isKnown = await messages.Find(message.Id.Value.ById()).AnyAsync(limited);
            var update = new BsonDocument("$set", MessageRecord.From(message));
            if (!isKnown)
            {
                update["$setOnInsert"] = new BsonDocument("position", await MongoCounters.NextAsync(mongo, MongoNames.Messages, limited));
            }

            var id = isKnown ? message.Id.Value.ById() : new BsonDocument("_id", message.Id.Value.ToBson());
            await messages.UpdateOneAsync(id, update, new UpdateOptions { IsUpsert = !isKnown }, limited);

            // The conversation may have been deleted between the look at the question and the write; half of it must not come back.
            if (!await HasQuestionAsync(messages, message, limited))
            {
                await messages.DeleteOneAsync(message.Id.Value.ById(), limited);
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<Message>> ListLastAsync(
        ConversationId conversation, int count, CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<Message>>(
            async (mongo, limited) =>
            {
                if (count <= 0)
                {
                    return [];
                }

                var newestFirst = await mongo.GetCollection<BsonDocument>(MongoNames.Messages)
                    .Find(new BsonDocument("conversation_id", conversation.Value.ToBson()))
                    .Sort(new BsonDocument { { "timestamp", -1 }, { "position", -1 }, { "_id", -1 } }).Limit(count).Project(MongoTraceRepository.Without).ToListAsync(limited);
                newestFirst.Reverse();
                return [.. newestFirst.Select(MessageRecord.ToMessage)];
            },
            cancellationToken);

    private static async Task<bool> HasQuestionAsync(
        IMongoCollection<BsonDocument> messages, Message message, CancellationToken cancellationToken) =>
        message.QuestionId is not { } question || await messages.Find(question.Value.ById()).AnyAsync(cancellationToken);
}
