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
}
