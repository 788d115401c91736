using Microsoft.Playwright;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>Pictures of every place of the <see cref="Tour"/> for people to look at, in <c>artifacts/screenshots</c>; run by <c>tests/screenshots.sh</c>.</summary>
[Explicit("Makes files and asserts nothing.")]
public sealed class Screenshots
{
    // What is taller says nothing new, and cannot be looked at in one piece.
    private const int Tallest = 2600;

    [Test]
    public async Task Take([Values] bool isDark, [Values(320, 1280)] int width)
    {
        await using var company = await BusyMonth.OpenAsync();
        // Either language is seen on a small and a large screen, and in either theme.
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width, isDark == (width == 320) ? "en-US" : "es-ES"));
        var tour = new Tour(company, visit, name => SaveAsync(visit.Page, $"{name}-{(isDark ? "dark" : "light")}-{width}"));

        await tour.WidgetAsync();
        await tour.WalkAsync();
    }

    private static async Task SaveAsync(IPage page, string name)
    {
        // A dialog and the widget belong to the window, not to the page below them.
        var isWhole = !name.StartsWith("widget", StringComparison.Ordinal) && await page.Locator("dialog[open]").CountAsync() == 0;
        var height = isWhole ? await page.EvaluateAsync<float>("Math.max(innerHeight, document.documentElement.scrollHeight)") : page.ViewportSize!.Height;
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(RepositoryFiles.Find("artifacts/screenshots"), $"{name}.png"),
            FullPage = isWhole,
            Clip = new() { X = 0, Y = 0, Width = page.ViewportSize!.Width, Height = Math.Min(Tallest, height) },
        });
    }
}
