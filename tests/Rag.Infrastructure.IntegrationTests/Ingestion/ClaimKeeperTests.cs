using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Rag.Application;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Infrastructure.Ingestion;

namespace Rag.Infrastructure.IntegrationTests.Ingestion;

internal sealed class ClaimKeeperTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task A_store_that_was_away_for_one_renewal_gets_the_next_one()
    {
        var queue = new QueueAwayAtFirst();
        using var work = new CancellationTokenSource();
        await using var claim = Keep(queue, work);

        _time.Advance(TimeSpan.FromSeconds(1));
        await queue.Asked.WaitAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await queue.Asked.WaitAsync(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That(work.IsCancellationRequested, Is.False);
    }

    private ClaimKeeper Keep(IIngestionQueue queue, CancellationTokenSource work) => new(
        queue, new IngestionJob(DocumentId.New(), 1, 1, Guid.Empty), new IngestionProgress(), TimeSpan.FromSeconds(15), _time, work,
        NullLogger.Instance);

    private sealed class QueueAwayAtFirst : IIngestionQueue
    {
        private int _renewals;

        public SemaphoreSlim Asked { get; } = new(0);

        public Task<bool> RenewAsync(IngestionJob job, double progress, TimeSpan lease, CancellationToken cancellationToken)
        {
            Asked.Release();
            return _renewals++ == 0
                ? Task.FromException<bool>(new StoreUnavailableException("Away.", new TimeoutException()))
                : Task.FromResult(true);
        }

        public Task<IngestionJob?> ClaimAsync(TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task HandBackAsync(IngestionJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RetryLaterAsync(IngestionJob job, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Announce() => throw new NotSupportedException();

        public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
