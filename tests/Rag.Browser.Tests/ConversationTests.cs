using Microsoft.Playwright;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>Conversations as the console shows them.</summary>
public sealed class ConversationTests
{
    [Test]
    public async Task What_a_visitor_found_wrong_is_read_in_the_console_with_the_way_the_answer_came_about()
    {
        await using var company = await Company.OpenAsync();
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        company.Model.Default = ModelScript.Tokens("El plazo es de **30 días** [1].");
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await RateAsync(page, "Falta decir <b>desde</b> qué día.");
        await ConsoleTests.SignInAsync(page);

        await page.GotoAsync("/admin#/conversations");
        var row = page.Locator("tbody tr");
        await Assertions.Expect(row).ToContainTextAsync("1 not helpful");
        await page.GetByLabel("Rating").SelectOptionAsync("up");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await page.GetByLabel("Rating").SelectOptionAsync("down");
        await row.GetByRole(AriaRole.Button, new() { Name = "Read" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await Assertions.Expect(dialog.Locator(".notice.bad")).ToHaveTextAsync("Not helpful: Falta decir <b>desde</b> qué día.");
        await Assertions.Expect(dialog.Locator(".text strong")).ToHaveTextAsync("30 días");
        await dialog.GetByText("[1] manual.pdf, page 3").ClickAsync();
        await Assertions.Expect(dialog.Locator(".found mark").First).ToContainTextAsync("30 días naturales");
        await dialog.GetByText("How this answer came about").ClickAsync();

        await Assertions.Expect(dialog.Locator(".facts")).ToContainTextAsync("¿Cuál es el plazo de devolución?");
        await Assertions.Expect(dialog.Locator(".facts")).ToContainTextAsync("120 in the prompt, 9 in the answer");
        await Assertions.Expect(dialog.Locator("tbody tr").First).ToContainTextAsync("Kept");
        await Assertions.Expect(dialog.Locator("tbody")).ToContainTextAsync("Dropped");
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task Conversations_are_saved_as_a_file()
    {
        await using var company = await Company.OpenAsync();
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await RateAsync(page, "Falta el día.");
        await ConsoleTests.SignInAsync(page);

        await page.GotoAsync("/admin#/conversations");
        await page.GetByLabel("Export").SelectOptionAsync("csv");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());

        Assert.That(download.SuggestedFilename, Does.Match(@"^conversaciones_\d{8}_\d{6}\.csv$"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("¿Cuál es el plazo de devolución?"));
    }

    private static async Task RateAsync(IPage page, string comment)
    {
        await page.GotoAsync("/chat");
        await page.Locator("#question").FillAsync(BusyMonth.Question);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-rating=down]").ClickAsync();
        await Assertions.Expect(page.Locator(".why textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(comment);
        await page.Locator(".why .primary").ClickAsync();
        await Assertions.Expect(page.Locator(".why")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-rating=down]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-rating=down]")).ToHaveAttributeAsync("aria-pressed", "true");
    }
}
