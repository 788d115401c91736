using Microsoft.Playwright;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>Pictures of every page for people to look at, in <c>artifacts/screenshots</c>; run by <c>tests/screenshots.sh</c>.</summary>
[Explicit("Makes files and asserts nothing.")]
public sealed class Screenshots
{
    private static readonly string[] Console = ["dashboard", "documents", "retrieval", "conversations", "unanswered", "bot", "users", "system"];

    [Test]
    public async Task Take([Values] bool isDark, [Values(320, 1280)] int width)
    {
        await using var company = await Company.OpenAsync();
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width, width == 320 ? "es-ES" : "en-US"));
        var page = visit.Page;
        var folder = RepositoryFiles.Find("artifacts/screenshots");
        Task SaveAsync(string name) => page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(isDark ? "dark" : "light")}-{width}.png"), FullPage = true });

        foreach (var (name, path) in new[] { ("landing", "/"), ("demo", "/demo"), ("chat", "/chat"), ("sign-in", "/admin") })
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await SaveAsync(name);
        }

        await page.GotoAsync("/chat");
        await page.Locator("#question").FillAsync("¿Cuál es el plazo de devolución?");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".tools").WaitForAsync();
        await SaveAsync("answer");
        await page.Locator(".cite").First.ClickAsync();
        await page.Locator("#source mark").WaitForAsync();
        await SaveAsync("source");

        await page.GotoAsync("/admin");
        await page.Locator("#email").FillAsync(Rag.Api.FunctionalTests.RagApplication.AdminEmail);
        await page.Locator("#password").FillAsync(Rag.Api.FunctionalTests.RagApplication.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".side").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        foreach (var name in Console)
        {
            await page.GotoAsync($"/admin#/{name}");
            await Assertions.Expect(page.Locator(".page[aria-busy]")).ToHaveCountAsync(0);
            await SaveAsync(name);
        }
    }
}
