using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Rag.Browser.Tests;

/// <summary>axe-core finds nothing serious, in both themes, on a small and a large screen; and nothing is wider than the screen.</summary>
public sealed class AccessibilityTests
{
    private static readonly string[] Serious = ["serious", "critical"];

    [Test]
    public async Task A_conversation_has_no_serious_findings([Values] bool isDark, [Values(320, 1280)] int width)
    {
        await using var company = await Company.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width));
        var page = visit.Page;

        await page.GotoAsync("/chat");
        await Assertions.Expect(page.Locator("#welcome")).Not.ToBeEmptyAsync();
        await AssertAccessibleAsync(page, "empty");
        await page.Locator("#question").FillAsync("¿Cuál es el plazo de devolución?");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".tools")).ToBeVisibleAsync();
        await AssertAccessibleAsync(page, "answered");
        await page.Locator(".sources button").ClickAsync();
        await Assertions.Expect(page.Locator("#source mark")).ToBeVisibleAsync();
        await AssertAccessibleAsync(page, "source");
    }

    [TestCase("/")]
    [TestCase("/demo")]
    public async Task A_page_has_no_serious_findings(string path)
    {
        await using var company = await Company.OpenAsync(document: null);
        foreach (var (isDark, width) in new[] { (false, 320), (true, 320), (false, 1280), (true, 1280) })
        {
            await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width));
            await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await AssertAccessibleAsync(visit.Page, $"{path} {width} {(isDark ? "dark" : "light")}");
            Assert.That(visit.Faults, Is.Empty);
        }
    }

    internal static async Task AssertAccessibleAsync(IPage page, string what)
    {
        var findings = (await page.RunAxe()).Violations.Where(violation => Serious.Contains(violation.Impact)).Select(violation =>
            $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}"))}");
        Assert.That(findings, Is.Empty, what);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"), Is.LessThanOrEqualTo(0), what);
    }
}
