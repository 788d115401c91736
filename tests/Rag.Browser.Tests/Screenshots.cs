using Microsoft.Playwright;
using Rag.Api.FunctionalTests;
using Rag.Api.FunctionalTests.Consistency;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>Pictures of every page for people to look at, in <c>artifacts/screenshots</c>; run by <c>tests/screenshots.sh</c>.</summary>
[Explicit("Makes files and asserts nothing.")]
public sealed class Screenshots
{
    private const string Question = BusyMonth.Question;

    // What is taller says nothing new, and cannot be looked at in one piece.
    private const int Tallest = 2600;

    private static readonly string[] Console = ["dashboard", "documents", "retrieval", "conversations", "unanswered", "bot", "users", "system"];

    private string _look = "";

    [Test]
    public async Task Take([Values] bool isDark, [Values(320, 1280)] int width)
    {
        _look = $"{(isDark ? "dark" : "light")}-{width}";
        await using var company = await Company.OpenAsync(configure: null, document: null);
        await BusyMonth.LiveAsync(company);
        // Either language is seen on a small and a large screen, and in either theme.
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(isDark, width, isDark == (width == 320) ? "en-US" : "es-ES"));
        var page = visit.Page;

        foreach (var (name, path) in new[] { ("landing", "/"), ("demo", "/demo"), ("chat", "/chat"), ("sign-in", "/admin") })
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await SaveAsync(page, name);
        }

        await TakeWidgetAsync(page, width);
        await TakeChatAsync(company, visit);
        await TakeConsoleAsync(company, page);
    }

    private async Task TakeWidgetAsync(IPage page, int width)
    {
        await page.GotoAsync("/demo", new() { WaitUntil = WaitUntilState.NetworkIdle });
        // Its root is closed: no selector finds the launcher.
        await page.Mouse.ClickAsync(width - 50, 800 - 50);
        var frame = page.Frames.Single(frame => frame != page.MainFrame);
        await Assertions.Expect(frame.Locator("#welcome")).Not.ToBeEmptyAsync();
        await SaveAsync(page, "widget", isWhole: false);
    }

    private async Task TakeChatAsync(Company company, Visit visit)
    {
        var page = visit.Page;
        var gate = new ModelGate();
        company.Model.Enqueue(ModelScript.Tokens("Tienes **30 días** para devolver el aparato, ", gate, "contados desde la entrega [1].\n\n- Guarda el *embalaje* original.\n- Incluye el `recibo`.\n\n| Motivo | Plazo |\n|---|---|\n| Cambio de opinión | 30 días |\n| Avería | 2 años |\n"));
        await page.GotoAsync("/chat");
        await AskAsync(page, Question);
        await page.Locator(".answer.writing .text").WaitForAsync();
        await SaveAsync(page, "chat-writing");
        gate.Open();
        await page.Locator(".tools").WaitForAsync();
        await SaveAsync(page, "chat-answer");
        await page.Locator(".cite").First.ClickAsync();
        await page.Locator("#source mark").WaitForAsync();
        await SaveAsync(page, "chat-source");
        await page.Keyboard.PressAsync("Escape");
        await AskAsync(page, BusyMonth.Refused);
        await page.Locator(".answer.refused").WaitForAsync();
        await SaveAsync(page, "chat-refused");
        var usual = company.Model.Default;
        company.Model.Default = ModelScript.Status(500);
        await AskAsync(page, Question);
        await page.Locator(".mark.bad").WaitForAsync();
        await SaveAsync(page, "chat-error");
        company.Model.Default = usual;
        await visit.Context.SetOfflineAsync(true);
        await page.Locator("[data-kind=offline]").WaitForAsync();
        await SaveAsync(page, "chat-offline");
        await visit.Context.SetOfflineAsync(false);
    }

    private async Task TakeConsoleAsync(Company company, IPage page)
    {
        await page.GotoAsync("/admin");
        await page.Locator("#email").FillAsync(RagApplication.AdminEmail);
        await page.Locator("#password").FillAsync(RagApplication.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".side").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await BusyMonth.ShowWorkAsync(page);
        foreach (var name in Console)
        {
            await OpenAsync(page, name);
            await SaveAsync(page, name);
        }

        await TakeDocumentsAsync(page);
        await OpenAsync(page, "retrieval");
        await page.Locator("input[required]").FillAsync(Question);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("pre").WaitForAsync();
        await SaveAsync(page, "retrieval-results");
        await OpenAsync(page, "bot");
        await page.Locator("form").Last.Locator("input").FillAsync(Question);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".trial")).ToContainTextAsync("30 días");
        await SaveAsync(page, "bot-preview");
        await OpenAsync(page, "users");
        await page.Locator("td .button").First.ClickAsync();
        await SaveAsync(page, "users-edit", isWhole: false);
        await page.Keyboard.PressAsync("Escape");
        await TakeConsistencyAsync(company, page);
        await TakeConversationAsync(page);
    }

    private async Task TakeDocumentsAsync(IPage page)
    {
        await OpenAsync(page, "documents");
        await page.Locator("tr[data-file='manual.pdf'] .button").Nth(1).ClickAsync();
        await page.Locator("dialog[open] tbody").WaitForAsync();
        await SaveAsync(page, "documents-details", isWhole: false);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("tr[data-file='manual.pdf'] .danger").ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();
        await SaveAsync(page, "documents-delete", isWhole: false);
        await page.Keyboard.PressAsync("Escape");
    }

    private async Task TakeConsistencyAsync(Company company, IPage page)
    {
        var document = (await company.Application.Port<IDocumentRepository>().ListAsync(default)).First(document => document.Name.Value == "manual.pdf");
        await company.Application.Port<IVectorIndex>().DeleteAsync(document.Id, 1, default);
        await OpenAsync(page, "system");
        await page.Locator(".consistency .button").First.ClickAsync();
        await page.Locator(".consistency table").WaitForAsync();
        await SaveAsync(page, "system-consistency");
    }

    private async Task TakeConversationAsync(IPage page)
    {
        await OpenAsync(page, "conversations");
        await page.Locator("td .button").First.ClickAsync();
        await page.Locator("dialog[open] .talk").WaitForAsync();
        await SaveAsync(page, "conversation", isWhole: false);
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task OpenAsync(IPage page, string name)
    {
        await page.GotoAsync($"/admin#/{name}");
        await page.Locator($"[data-page={name}][aria-current]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.Locator(".page[aria-busy]")).ToHaveCountAsync(0);
    }

    private static async Task AskAsync(IPage page, string question)
    {
        await page.Locator("#question").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task SaveAsync(IPage page, string name, bool isWhole = true)
    {
        var height = isWhole ? await page.EvaluateAsync<float>("Math.max(innerHeight, document.documentElement.scrollHeight)") : page.ViewportSize!.Height;
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(RepositoryFiles.Find("artifacts/screenshots"), $"{name}-{_look}.png"),
            FullPage = isWhole,
            Clip = new() { X = 0, Y = 0, Width = page.ViewportSize!.Width, Height = Math.Min(Tallest, height) },
        });
    }
}
