namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>How workers wait for the queue; what they claim of it is in <see cref="IngestionQueueContract"/>.</summary>
public abstract class IngestionQueueWaitingContract : StoreContract
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Waiting_ends_after_the_time_asked_for()
    {
        await FindNothingAsync();
        var waiting = Store.Queue.WaitAsync(Second, default);

        var isDoneEarly = waiting.IsCompleted;
        Store.Time.Advance(Second);

        Assert.That(isDoneEarly, Is.False);
        Assert.That(async () => await waiting.WaitAsync(TimeSpan.FromSeconds(10)), Throws.Nothing);
    }

    [Test]
    public async Task An_announcement_wakes_everyone_who_waits()
    {
        await FindNothingAsync();
        var waiting = Enumerable.Range(0, 4).Select(_ => Store.Queue.WaitAsync(TimeSpan.FromDays(1), default)).ToArray();

        Store.Queue.Announce();

        Assert.That(async () => await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(10)), Throws.Nothing);
    }

    [Test]
    public async Task An_announcement_between_a_vain_claim_and_the_wait_after_it_is_not_lost()
    {
        await FindNothingAsync();
        Store.Queue.Announce();

        var waiting = Store.Queue.WaitAsync(TimeSpan.FromDays(1), default);

        Assert.That(async () => await waiting.WaitAsync(TimeSpan.FromSeconds(10)), Throws.Nothing);
    }

    [Test]
    public async Task Waiting_is_possible_again_once_a_claim_has_found_nothing()
    {
        Store.Queue.Announce();
        await FindNothingAsync();

        var waiting = Store.Queue.WaitAsync(Second, default);

        Assert.That(waiting.IsCompleted, Is.False);
        Store.Time.Advance(Second);
        await waiting;
    }

    [Test]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        await FindNothingAsync();
        using var stop = new CancellationTokenSource();
        var waiting = Store.Queue.WaitAsync(TimeSpan.FromDays(1), stop.Token);

        await stop.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    private async Task FindNothingAsync() => Assert.That(await Store.Queue.ClaimAsync(Lease, default), Is.Null);
}
