using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Rag.Browser.Tests;

/// <summary>axe-core finds nothing serious, in both themes, on a small and a large screen; and nothing is wider than the screen.</summary>
public sealed class AccessibilityTests
{
    private const string Cut =
        "[...document.querySelectorAll('.table:not(.text .table)')].filter(table => table.scrollWidth > table.clientWidth).map(table => table.getAttribute('aria-label'))";

    private static readonly string[] Serious = ["serious", "critical"];

    [Test]
    public async Task No_page_and_no_state_of_one_has_serious_findings([Values] bool isDark, [Values(320, 1280)] int width)
    {
        await using var company = await BusyMonth.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width));
        var places = 0;
        var tour = new Tour(company, visit, async name =>
        {
            places++;
            await AssertAccessibleAsync(visit.Page, name);
        });

        await tour.WalkAsync();

        Assert.That(places, Is.GreaterThan(25));
        Assert.That(visit.Faults, Is.Empty);
    }

    [TestCase("/chat")]
    [TestCase("/")]
    [TestCase("/admin")]
    public async Task A_page_that_is_read_from_right_to_left_is_not_wider_than_the_screen(string path)
    {
        await using var company = await Company.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(Width: 320));
        await visit.Page.AddInitScriptAsync("document.addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })");

        await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await AssertAccessibleAsync(visit.Page, path);
    }

    internal static async Task AssertAccessibleAsync(IPage page, string what)
    {
        var findings = (await page.RunAxe()).Violations.Where(violation => Serious.Contains(violation.Impact)).Select(violation =>
            $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}"))}");
        Assert.That(findings, Is.Empty, what);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"), Is.LessThanOrEqualTo(0), what);
        if (page.ViewportSize!.Width == 320)
        {
            // Where a table's cells stand below each other, nobody looks for what is cut at its edge.
            Assert.That(await page.EvaluateAsync<string[]>(Cut), Is.Empty, what);
        }
    }
}
