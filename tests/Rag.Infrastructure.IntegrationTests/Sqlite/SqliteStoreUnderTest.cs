using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Consistency;
using Rag.Application.Costs;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Users;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Infrastructure.Sqlite;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Sqlite;

/// <summary>The adapters over a real file.</summary>
internal sealed class SqliteStoreUnderTest : IStoreUnderTest
{
    private readonly TemporaryFolder? _ownFolder;
    private readonly string _folder;

    public SqliteStoreUnderTest()
        : this(new TemporaryFolder(), new FakeTimeProvider(A.Time))
    {
    }

    private SqliteStoreUnderTest(TemporaryFolder folder, FakeTimeProvider time)
        : this(folder.Path, time) => _ownFolder = folder;

    private SqliteStoreUnderTest(string folder, FakeTimeProvider time)
    {
        (_folder, Time) = (folder, time);
        Database = new SqliteDatabase(Options.Create(new StorageOptions { Directory = folder }));
        Documents = new SqliteDocumentRepository(Database, time);
        Queue = new SqliteIngestionQueue(Database, time);
        Passages = new SqlitePassageRepository(Database);
        Messages = new SqliteMessageRepository(Database);
        Conversations = new SqliteConversationRepository(Database);
        Bots = new SqliteBotRepository(Database);
        Figures = new SqliteConversationFigures(Database);
        Traces = new SqliteTraceRepository(Database);
        Ledger = new SqliteTokenLedger(Database);
        Leases = new SqliteLeaseRepository(Database, time);
        Users = new SqliteUserRepository(Database);
        Sessions = new SqliteSessionRepository(Database);
    }

    public SqliteDatabase Database { get; }

    public FakeTimeProvider Time { get; }

    public IDocumentRepository Documents { get; }

    public IIngestionQueue Queue { get; }

    public IPassageRepository Passages { get; }

    public IMessageRepository Messages { get; }

    public IConversationRepository Conversations { get; }

    public IBotRepository Bots { get; }

    public IConversationFigures Figures { get; }

    public ITraceRepository Traces { get; }

    public ITokenLedger Ledger { get; }

    public ILeaseRepository Leases { get; }

    public IUserRepository Users { get; }

    public ISessionRepository Sessions { get; }

    // The first instance stays open and unclosed: what the second one sees was on the disk without a word of goodbye.
    public IStoreUnderTest OpenAnother() => new SqliteStoreUnderTest(_folder, Time);

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        _ownFolder?.Dispose();
        return ValueTask.CompletedTask;
    }
}
