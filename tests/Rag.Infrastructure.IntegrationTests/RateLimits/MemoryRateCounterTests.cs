using Microsoft.Extensions.Time.Testing;
using Rag.Infrastructure.RateLimits;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.RateLimits;

public sealed class MemoryRateCounterTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(A.Time);

    [Test]
    public async Task Concurrent_requests_are_each_counted()
    {
        var counter = new MemoryRateCounter(_time);

        await Parallel.ForAsync(0, 2000, async (_, cancellationToken) => await counter.CountAsync("a", Window, cancellationToken));
        var next = await counter.CountAsync("a", Window, CancellationToken.None);

        Assert.That(next.Count, Is.EqualTo(2001));
    }

    [Test]
    public async Task Ended_windows_are_dropped()
    {
        var counter = new MemoryRateCounter(_time);
        for (var client = 0; client < 1000; client++)
        {
            await counter.CountAsync($"{client}", Window, CancellationToken.None);
        }

        _time.Advance(Window);
        var next = await counter.CountAsync("0", Window, CancellationToken.None);

        Assert.That((next.Count, counter.Held), Is.EqualTo((1L, 1)));
    }

    [Test]
    public async Task Of_more_clients_than_there_is_room_for_those_of_the_oldest_windows_are_forgotten()
    {
        var counter = new MemoryRateCounter(_time, most: 100);
        await Parallel.ForAsync(0, 5000, async (client, cancellationToken) => await counter.CountAsync($"flood {client}", Window, cancellationToken));
        _time.Advance(TimeSpan.FromSeconds(1));
        await counter.CountAsync("last", Window, CancellationToken.None);
        await Parallel.ForAsync(0, 50, async (client, cancellationToken) => await counter.CountAsync($"later {client}", Window, cancellationToken));

        var last = await counter.CountAsync("last", Window, CancellationToken.None);

        Assert.That(counter.Held, Is.LessThanOrEqualTo(100));
        Assert.That(last.Count, Is.EqualTo(2));
    }
}
