using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rag.Api.FunctionalTests;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>The console without a mouse: nothing in here clicks or sets a focus.</summary>
public sealed class ConsoleKeyboardTests
{
    [Test]
    public async Task The_keyboard_alone_signs_in_uploads_reads_deletes_adds_a_user_and_signs_out()
    {
        // With the machine's clock: the stream of documents looks at them once a second.
        await using var company = await Company.OpenAsync(application => application.With(services => services.AddSingleton(TimeProvider.System)), document: null);
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/admin");

        await SignInAsync(page);
        await page.TabToAsync("[data-page=documents]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Documents");
        await UploadAsync(page);
        await ReadDetailsAsync(page);
        await DeleteAsync(page);
        await AddUserAsync(page);
        await page.TabToAsync(".me button", backwards: true);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task The_first_tabulator_offers_to_skip_the_menu()
    {
        await using var company = await Company.OpenAsync(document: null);
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/admin");
        await SignInAsync(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".figure").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#skip")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("#email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(RagApplication.AdminEmail);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(RagApplication.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".figure").First).ToBeVisibleAsync();
    }

    private static async Task UploadAsync(IPage page)
    {
        await page.TabToAsync(".drop button");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = "manual.pdf", MimeType = "application/pdf", Buffer = SamplePdf.Manual() });
        await Assertions.Expect(page.Locator("tr[data-file='manual.pdf']")).ToContainTextAsync("Ready");
    }

    private static async Task ReadDetailsAsync(IPage page)
    {
        var details = page.Locator("[aria-label='Details: manual.pdf']");
        await page.TabToAsync("[aria-label='Details: manual.pdf']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog[open] tbody tr")).ToHaveCountAsync(6);
        await page.AssertHeldByDialogAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(details).ToBeFocusedAsync();
    }

    private static async Task DeleteAsync(IPage page)
    {
        var delete = page.Locator("[aria-label='Delete: manual.pdf']");
        await page.TabToAsync("[aria-label='Delete: manual.pdf']");
        await page.Keyboard.PressAsync("Enter");
        // The harmless one: who presses Enter twice has deleted nothing.
        await Assertions.Expect(page.Locator("dialog .button").First).ToBeFocusedAsync();
        await page.AssertHeldByDialogAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(delete).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("dialog .danger");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(delete).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    private static async Task AddUserAsync(IPage page)
    {
        await page.TabToAsync("[data-page=users]", backwards: true);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Users");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.TabToAsync(".button.primary");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("dialog input[type=email]");
        await page.Keyboard.TypeAsync("ana@example.com");
        await page.TabToAsync("dialog input[type=password]");
        await page.Keyboard.TypeAsync("Secreta-2027");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("ana@example.com");
        await Assertions.Expect(page.Locator(".button.primary")).ToBeFocusedAsync();
    }
}
