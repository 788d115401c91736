using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rag.Api.FunctionalTests;
using Rag.Testing;

namespace Rag.Browser.Tests;

public sealed class ConsoleTests
{
    private const string HostileName = "<img src=x onerror=window.hacked=5>.pdf";

    [Test]
    public async Task An_admin_uploads_three_files_one_broken_asks_deletes_and_is_refused()
    {
        await using var company = await OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Documents", Exact = true }).ClickAsync();
        await page.Locator("#files").SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = "manual.pdf", MimeType = "application/pdf", Buffer = SamplePdf.Manual() },
            new() { Name = HostileName, MimeType = "application/pdf", Buffer = SamplePdf.WithPages("Una hoja que habla de otra cosa, con texto bastante para un pasaje entero de la guía.") },
            new() { Name = "roto.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 and then nothing"u8.ToArray() },
        });

        await Assertions.Expect(Row(page, "manual.pdf")).ToContainTextAsync("Ready");
        await Assertions.Expect(Row(page, "roto.pdf")).ToContainTextAsync("The PDF is damaged");
        await Assertions.Expect(page.Locator("#documents")).ToContainTextAsync(HostileName);
        Assert.That(await page.EvaluateAsync<object?>("window.hacked"), Is.Null);

        await AskAsync(page);
        await Assertions.Expect(page.Locator(".answer .text")).ToContainTextAsync("30 días");
        await page.Locator(".cite").First.ClickAsync();
        await Assertions.Expect(page.Locator("#source-foot a")).ToBeVisibleAsync();

        await page.GotoAsync("/admin#/documents");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: manual.pdf" }).ClickAsync();
        await page.Locator("dialog .danger").ClickAsync();
        await Assertions.Expect(Row(page, "manual.pdf")).ToHaveCountAsync(0);

        await AskAsync(page);
        await Assertions.Expect(page.Locator(".answer.refused").Last).ToContainTextAsync("Not found in the documents");
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task The_bot_is_switched_off_and_on()
    {
        await using var company = await OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);

        await page.GotoAsync("/admin#/bot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Switch on" })).ToBeVisibleAsync();
        await page.GotoAsync("/chat");
        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("The assistant is switched off");
        await page.GotoAsync("/admin#/bot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Switch off" })).ToBeVisibleAsync();
        await page.GotoAsync("/chat");

        await Assertions.Expect(page.Locator("#send")).ToBeEnabledAsync();
    }

    [Test]
    public async Task A_session_goes_on_past_30_minutes_and_over_a_reload_and_leaves_no_token_to_scripts()
    {
        await using var company = await Company.OpenAsync(document: null);
        // A browser drops a cookie that expires in its past, and its clock is the machine's.
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);

        company.Application.Time.Advance(TimeSpan.FromMinutes(31));
        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await Assertions.Expect(page.Locator("td", new() { HasText = RagApplication.AdminEmail })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("td", new() { HasText = RagApplication.AdminEmail })).ToBeVisibleAsync();
        var kept = await page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        Assert.That(kept, Is.EqualTo("""[{"rag.console":"1"},{},""]"""));
    }

    [Test]
    public async Task Signing_out_ends_the_session_although_the_access_token_has_expired()
    {
        await using var company = await Company.OpenAsync(document: null);
        company.Application.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);

        company.Application.Time.Advance(TimeSpan.FromMinutes(31));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        // The next one at this computer can set the mark; the session must be gone all the same.
        await page.EvaluateAsync("localStorage.setItem('rag.console', '1')");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#password, .side")).ToBeVisibleAsync();

        await Assertions.Expect(page.Locator(".side")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_wrong_password_is_said_and_lets_nobody_in()
    {
        await using var company = await OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);

        await SignInAsync(visit.Page, "Wrong-2026", isRight: false);

        await Assertions.Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".side")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Signing_in_waits_as_long_as_the_server_says()
    {
        await using var company = await Company.OpenAsync(application => application.With("RATE_LIMIT_LOGIN_MAX_REQUESTS", "1"), document: null);
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page, "Wrong-2026", isRight: false);
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[type=submit]")).ToBeEnabledAsync();

        await page.Locator("#password").FillAsync(RagApplication.Password);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("Too many");
        await Assertions.Expect(page.Locator("[type=submit]")).ToBeDisabledAsync();
    }

    [Test]
    public async Task A_page_that_is_asked_to_wait_reads_again_after_that_time_and_shows_no_error()
    {
        await using var company = await OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);
        var times = new List<DateTimeOffset>();
        await page.RouteAsync("**/api/v1/users?*", route =>
        {
            times.Add(TimeProvider.System.GetUtcNow());
            return times.Count > 1 ? route.ContinueAsync() : route.FulfillAsync(new() { Status = 429, Headers = [new("Retry-After", "1")], ContentType = "application/problem+json", Body = "{}" });
        });

        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await Assertions.Expect(page.Locator("td", new() { HasText = RagApplication.AdminEmail })).ToBeVisibleAsync();

        Assert.That(times[1] - times[0], Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(await page.Locator("[role=alert]").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task What_was_refused_is_drawn_on_the_overview_and_listed_with_the_conversation_it_came_from()
    {
        await using var company = await OpenAsync();
        await company.UploadAsync("manual.pdf", SamplePdf.Manual());
        const string refused = "¿Quién ganó el mundial de fútbol de 2010?";
        using (var visitor = company.Application.Client())
        {
            foreach (var question in new[] { "¿Cuál es el plazo de devolución?", refused, refused })
            {
                (await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = question })).Dispose();
            }
        }

        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await SignInAsync(page);

        var chart = page.Locator("svg.bars").First;
        await Assertions.Expect(chart).ToHaveAttributeAsync("aria-label", "Questions of 30 days: 3 in all, at most 3 a day");
        await Assertions.Expect(chart.Locator("rect.part-1").Last.Locator("title")).ToContainTextAsync("Not in the documents 2");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 kind of question without an answer" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = refused });
        await Assertions.Expect(row.Locator("td").Nth(1)).ToHaveTextAsync("2");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("dialog .talk")).ToContainTextAsync(refused);
        Assert.That(visit.Faults, Is.Empty);
    }

    // With the machine's clock: the stream of documents looks at them once a second, and a browser drops cookies of its past.
    private static Task<Company> OpenAsync() =>
        Company.OpenAsync(application => application.With(services => services.AddSingleton(TimeProvider.System)), document: null);

    internal static async Task SignInAsync(IPage page, string password = RagApplication.Password, bool isRight = true)
    {
        await page.GotoAsync("/admin");
        await page.Locator("#email").FillAsync(RagApplication.AdminEmail);
        await page.Locator("#password").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        if (isRight)
        {
            await Assertions.Expect(page.Locator(".figure").First).ToBeVisibleAsync();
        }
    }

    private static ILocator Row(IPage page, string name) => page.Locator($"tr[data-file='{name}']");

    private static async Task AskAsync(IPage page)
    {
        await page.GotoAsync("/chat");
        await page.Locator("#question").FillAsync("¿Cuál es el plazo de devolución?");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".tools").Last).ToBeVisibleAsync();
    }
}
