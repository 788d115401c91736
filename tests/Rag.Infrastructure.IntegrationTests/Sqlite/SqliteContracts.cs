using Rag.Infrastructure.IntegrationTests.Contracts;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

public sealed class SqliteDocumentRepositoryTests : DocumentRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteIngestionQueueTests : IngestionQueueContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqlitePassageRepositoryTests : PassageRepositoryContract
{
    protected override IStoreUnderTest OpenEmpty() => new SqliteStoreUnderTest();
}

public sealed class SqliteMessageRepositoryTests : MessageRepositoryContract
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
