using Microsoft.Playwright;
using Rag.Api.FunctionalTests.Consistency;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>What the console tells those who keep the documents about the state they are in.</summary>
public sealed class UpkeepTests
{
    [Test]
    public async Task Lost_vectors_are_found_and_repaired()
    {
        await using var company = await OpenAsync("manual.pdf", SamplePdf.Manual());
        var document = (await company.Application.Port<IDocumentRepository>().ListAsync(default)).Single();
        await company.Application.Port<IVectorIndex>().DeleteAsync(document.Id, 1, default);
        // What is younger than ten minutes may be under way, and is left.
        company.Application.Time.Advance(TimeSpan.FromMinutes(11));
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await ConsoleTests.SignInAsync(page);

        await page.GotoAsync("/admin#/system");
        var card = page.Locator(".card", new() { HasText = "Do the stores agree?" });
        var (check, repair) = (card.GetByRole(AriaRole.Button, new() { Name = "Check" }), card.GetByRole(AriaRole.Button, new() { Name = "Repair" }));
        await Assertions.Expect(repair).ToBeHiddenAsync();
        await check.ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("\"manual.pdf\" has");
        await AccessibilityTests.AssertAccessibleAsync(page, "consistency");
        await repair.ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("1 repaired, 0 left.");
        await check.ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("Everything agrees: 1 document.");

        await Assertions.Expect(repair).ToBeHiddenAsync();
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task Details_show_what_was_found_out_about_each_page()
    {
        await using var company = await OpenAsync("brisa-4.pdf", await File.ReadAllBytesAsync(RepositoryFiles.Find("docs/tour/brisa-4.pdf")));
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await ConsoleTests.SignInAsync(page);

        await page.GotoAsync("/admin#/documents");
        await page.GetByRole(AriaRole.Button, new() { Name = "Details: brisa-4.pdf" }).ClickAsync();
        var rows = page.Locator("dialog tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(6);
        await Assertions.Expect(rows.Nth(0).Locator("td")).ToHaveTextAsync(["1", "102", "es", ""]);
        await Assertions.Expect(rows.Nth(3).Locator("td")).ToHaveTextAsync(["4", "85", "en", ""]);
        await AccessibilityTests.AssertAccessibleAsync(page, "details");

        Assert.That(visit.Faults, Is.Empty);
    }

    private static async Task<Company> OpenAsync(string name, byte[] content)
    {
        var company = await Company.OpenAsync(document: null);
        // A browser drops a cookie that expires in its past, and its clock is the machine's.
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await company.UploadAsync(name, content);
        return company;
    }
}
