using Rag.Domain.Conversations;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Sqlite;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

public sealed class SqliteDocumentRepositoryTests : DocumentRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteIngestionQueueTests : IngestionQueueContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteIngestionQueueWaitingTests : IngestionQueueWaitingContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqlitePassageRepositoryTests : PassageRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqlitePassageFeedTests : PassageFeedContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteStoredPartsTests : StoredPartsContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteLeaseRepositoryTests : LeaseRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteConversationFiguresTests : ConversationFiguresContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteTokenLedgerTests : TokenLedgerContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteMessageRepositoryTests : MessageRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteConversationRepositoryTests : ConversationRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();

    protected override Task<Feedback?> FeedbackOfAsync(MessageId message) => ((SqliteStoreUnderTest)Store).Database.ReadAsync(
        connection => connection.FindOne(
            "SELECT * FROM feedback WHERE message_id = @id",
            row => new Feedback(
                message, Enum.Parse<Rating>(row.Text("rating"), ignoreCase: true), row.TextOrNull("comment"), row.Time("rated_at")),
            ("@id", message.Value.ToColumn())),
        CancellationToken.None);
}

public sealed class SqliteConversationSearchTests : ConversationSearchContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteBotRepositoryTests : BotRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteUserRepositoryTests : UserRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteSessionRepositoryTests : SessionRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteStoreModelTests : StoreModelContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}
