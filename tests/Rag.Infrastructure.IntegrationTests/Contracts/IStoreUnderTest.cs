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

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>An instance of a document store over state that begins empty.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    FakeTimeProvider Time { get; }

    IDocumentRepository Documents { get; }

    IIngestionQueue Queue { get; }

    IPassageRepository Passages { get; }

    IMessageRepository Messages { get; }

    IConversationRepository Conversations { get; }

    IBotRepository Bots { get; }

    IConversationFigures Figures { get; }

    ITraceRepository Traces { get; }

    ITokenLedger Ledger { get; }

    ILeaseRepository Leases { get; }

    IUserRepository Users { get; }

    ISessionRepository Sessions { get; }

    /// <summary>Another instance over the same state and clock, as another process would be.</summary>
    IStoreUnderTest OpenAnother();
}
