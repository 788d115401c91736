using System.Diagnostics;
using Microsoft.Playwright;
using Rag.Api.FunctionalTests;

namespace Rag.Browser.Tests;

public sealed class LoadingTests
{
    [Test]
    public async Task The_chat_page_takes_at_most_10_requests_and_100_kB_without_a_cache()
    {
        await using var application = new RagApplication();
        await using var visit = await Chromium.VisitAsync(application);
        var (requests, bytes) = (new List<string>(), 0.0);
        var network = await visit.Context.NewCDPSessionAsync(visit.Page);
        network.Event("Network.requestWillBeSent").OnEvent += (_, happening) => requests.Add(happening!.Value.GetProperty("request").GetProperty("url").GetString()!);
        network.Event("Network.loadingFinished").OnEvent += (_, happening) => bytes += happening!.Value.GetProperty("encodedDataLength").GetDouble();
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });

        await visit.Page.GotoAsync("/chat", new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.That(requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).ToList(), Has.Count.LessThanOrEqualTo(10));
        Assert.That(bytes, Is.InRange(1000, 100_000));
        await TestContext.Out.WriteLineAsync($"{requests.Count} requests, {bytes} bytes");
    }

    [Test]
    public async Task Swagger_works_under_its_own_policy()
    {
        await using var application = new RagApplication();
        await using var visit = await Chromium.VisitAsync(application);

        await visit.Page.GotoAsync("/swagger");
        await visit.Page.Locator(".opblock-summary").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".opblock.is-open .opblock-body")).ToBeVisibleAsync();

        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    [NonParallelizable]
    public async Task The_chat_page_can_be_used_within_a_second()
    {
        await using var application = new RagApplication();
        await using var visit = await Chromium.VisitAsync(application);
        var network = await visit.Context.NewCDPSessionAsync(visit.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });

        // The best of several: what else the machine does is not the page's doing.
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var watch = Stopwatch.StartNew();
            await visit.Page.GotoAsync("/chat");
            await Assertions.Expect(visit.Page.Locator("#welcome")).Not.ToBeEmptyAsync();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        Assert.That(best, Is.LessThan(TimeSpan.FromSeconds(1)));
    }
}
