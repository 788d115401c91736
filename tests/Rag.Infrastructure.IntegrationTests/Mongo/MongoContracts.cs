using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Domain.Conversations;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Mongo;

namespace Rag.Infrastructure.IntegrationTests.Mongo;

public sealed class MongoDocumentRepositoryTests : DocumentRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoIngestionQueueTests : IngestionQueueContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoIngestionQueueWaitingTests : IngestionQueueWaitingContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoPassageRepositoryTests : PassageRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoPassageFeedTests : PassageFeedContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoStoredPartsTests : StoredPartsContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoLeaseRepositoryTests : LeaseRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoConversationFiguresTests : ConversationFiguresContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoTokenLedgerTests : TokenLedgerContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoMessageRepositoryTests : MessageRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoConversationSearchTests : ConversationSearchContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoBotRepositoryTests : BotRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoUserRepositoryTests : UserRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoSessionRepositoryTests : SessionRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoStoreModelTests : StoreModelContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();
}

public sealed class MongoConversationRepositoryTests : ConversationRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new MongoStoreUnderTest();

    protected override Task<Feedback?> FeedbackOfAsync(MessageId message) => ((MongoStoreUnderTest)Store).Database.RunAsync(
        async (mongo, limited) =>
        {
            var record = await mongo.GetCollection<BsonDocument>(MongoNames.Messages).Find(message.Value.ById()).FirstOrDefaultAsync(limited);
            return record?.DocumentOrNull("feedback") is { } feedback
                ? new Feedback(
                    message, Enum.Parse<Rating>(feedback.Text("rating"), ignoreCase: true), feedback.TextOrNull("comment"),
                    feedback.Time("rated_at"))
                : null;
        },
        CancellationToken.None);
}
