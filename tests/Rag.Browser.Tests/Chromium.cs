using Microsoft.Playwright;
using Rag.Api.FunctionalTests;

// Each test has a browser window and an application: more at once than this only wait for each other.
[assembly: LevelOfParallelism(2)]

namespace Rag.Browser.Tests;

/// <summary>The system's Chromium, started once; each visit has a profile of its own.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright s_playwright = null!;
    private static IBrowser s_browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        s_playwright = await Playwright.CreateAsync();
        // Turns a hang into a failure; on a loaded machine an answer may take long.
        Assertions.SetDefaultExpectTimeout(30_000);
        s_browser = await s_playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await s_browser.DisposeAsync();
        s_playwright.Dispose();
    }

    public static async Task<Visit> VisitAsync(Uri application, Look? look = null)
    {
        look ??= new Look();
        var context = await s_browser.NewContextAsync(new()
        {
            BaseURL = application.ToString(),
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = look.Width, Height = 800 },
            Locale = look.Locale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        return new Visit(context, await context.NewPageAsync());
    }

    public static Task<Visit> VisitAsync(RagApplication application, Look? look = null) => VisitAsync(application.Address, look);
}

internal sealed record Look(bool IsDark = false, int Width = 1280, string Locale = "en-US");

/// <summary>A visitor's window, and everything that went wrong in it.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly List<string> _faults = [];

    public Visit(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.PageError += (_, error) => _faults.Add(error);
        page.Console += (_, message) =>
        {
            // What breaks the Content-Security-Policy is said here; a refused request is said too, and is often the test's own doing.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _faults.Add(message.Text);
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public IReadOnlyList<string> Faults => _faults;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
