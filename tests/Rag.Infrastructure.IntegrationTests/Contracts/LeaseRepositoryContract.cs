namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class LeaseRepositoryContract : StoreContract
{
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    [Test]
    public async Task One_holder_at_a_time_among_all_instances()
    {
        await using var other = Store.OpenAnother();

        Assert.That(await Store.Leases.TakeAsync("work", First, Lease, default), Is.True);
        Assert.That(await other.Leases.TakeAsync("work", Second, Lease, default), Is.False);
        Assert.That(await other.Leases.TakeAsync("other work", Second, Lease, default), Is.True);
    }

    [Test]
    public async Task The_holder_renews_it()
    {
        await Store.Leases.TakeAsync("work", First, Lease, default);
        Store.Time.Advance(Lease * 0.6);

        Assert.That(await Store.Leases.TakeAsync("work", First, Lease, default), Is.True);

        Store.Time.Advance(Lease * 0.6);
        Assert.That(await Store.Leases.TakeAsync("work", Second, Lease, default), Is.False);
    }

    [Test]
    public async Task A_holder_that_died_loses_it_when_its_time_is_up()
    {
        await Store.Leases.TakeAsync("work", First, Lease, default);
        Store.Time.Advance(Lease);

        Assert.That(await Store.Leases.TakeAsync("work", Second, Lease, default), Is.True);
        Assert.That(await Store.Leases.TakeAsync("work", First, Lease, default), Is.False);
    }

    [Test]
    public async Task Only_the_holder_gives_it_back()
    {
        await Store.Leases.TakeAsync("work", First, Lease, default);

        await Store.Leases.GiveBackAsync("work", Second, default);
        Assert.That(await Store.Leases.TakeAsync("work", Second, Lease, default), Is.False);
        await Store.Leases.GiveBackAsync("work", First, default);
        Assert.That(await Store.Leases.TakeAsync("work", Second, Lease, default), Is.True);
    }

    [Test]
    public async Task Of_many_that_want_it_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Store.Leases.TakeAsync("work", Guid.CreateVersion7(), Lease, default)));

        Assert.That(taken.Count(isTaken => isTaken), Is.EqualTo(1));
    }
}
