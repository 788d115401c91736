using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Driver;
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
using Rag.Infrastructure.Mongo;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Mongo;

/// <summary>The adapters over a database of their own on the test server.</summary>
internal sealed class MongoStoreUnderTest : IStoreUnderTest
{
    private readonly bool _isOwner;
    private readonly string _name;

    public MongoStoreUnderTest()
        : this(MongoTestServer.NewDatabaseName(), new FakeTimeProvider(A.Time)) => _isOwner = true;

    private MongoStoreUnderTest(string name, FakeTimeProvider time)
    {
        (_name, Time) = (name, time);
        Database = Open(name);
        Documents = new MongoDocumentRepository(Database, time);
        Queue = new MongoIngestionQueue(Database, time);
        Passages = new MongoPassageRepository(Database);
        Messages = new MongoMessageRepository(Database);
        Conversations = new MongoConversationRepository(Database);
        Bots = new MongoBotRepository(Database);
        Figures = new MongoConversationFigures(Database);
        Traces = new MongoTraceRepository(Database);
        Ledger = new MongoTokenLedger(Database);
        Leases = new MongoLeaseRepository(Database, time);
        Users = new MongoUserRepository(Database);
        Sessions = new MongoSessionRepository(Database);
    }

    public MongoDatabase Database { get; }

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

    public IStoreUnderTest OpenAnother() => new MongoStoreUnderTest(_name, Time);

    public async ValueTask DisposeAsync()
    {
        if (_isOwner)
        {
            using var client = new MongoClient(MongoTestServer.Uri);
            await client.DropDatabaseAsync(_name);
        }

        Database.Dispose();
    }

    public static MongoDatabase Open(string name, MongoPreparation? preparation = null)
    {
        if (MongoTestServer.Uri is not { } uri)
        {
            Assert.Ignore(TestServers.Excuse(MongoTestServer.WhyMissing));
            throw new InvalidOperationException();
        }

        var options = Options.Create(new MongoOptions { Uri = uri, Database = name, Timeout = TimeSpan.FromSeconds(30) });
        return new MongoDatabase(options, preparation ?? new MongoPreparation(NullLogger<MongoPreparation>.Instance));
    }
}
