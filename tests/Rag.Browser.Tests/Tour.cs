using Microsoft.Playwright;
using Rag.Api.FunctionalTests;
using Rag.Api.FunctionalTests.Consistency;
using Rag.Application.Documents;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>
/// A walk through every page and every state of it that a person sees, after <see cref="BusyMonth"/>. Pictures and accessibility
/// are of the same places.
/// </summary>
/// <param name="at">Called with the name of each place, once it is there.</param>
internal sealed class Tour(Company company, Visit visit, Func<string, Task> at)
{
    private const string Question = BusyMonth.Question;

    private static readonly string[] Sections = ["dashboard", "documents", "retrieval", "conversations", "unanswered", "bot", "users", "system"];

    private readonly IPage _page = visit.Page;

    public async Task WalkAsync()
    {
        foreach (var (name, path) in new[] { ("landing", "/"), ("demo", "/demo"), ("chat", "/chat"), ("sign-in", "/admin") })
        {
            await _page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await at(name);
        }

        await ChatAsync();
        await SignInAsync();
        foreach (var name in Sections)
        {
            await OpenAsync(name);
            await at(name);
        }

        await DocumentsAsync();
        await LabAndTrialAsync();
        await UsersAsync();
        await ConversationsAsync();
        await SystemAsync();
    }

    /// <summary>The widget, open on the sample page.</summary>
    public async Task WidgetAsync()
    {
        await _page.GotoAsync("/demo", new() { WaitUntil = WaitUntilState.NetworkIdle });
        // Its root is closed: no selector finds the launcher.
        await _page.Mouse.ClickAsync(_page.ViewportSize!.Width - 50, _page.ViewportSize.Height - 50);
        var frame = _page.Frames.Single(frame => frame != _page.MainFrame);
        await Assertions.Expect(frame.Locator("#state.on")).ToBeVisibleAsync();
        await at("widget");
    }

    private async Task ChatAsync()
    {
        var gate = new ModelGate();
        company.Model.Enqueue(ModelScript.Tokens(
            "Tienes **30 días** para devolver el aparato, ", gate,
            "contados desde la entrega [1].\n\n- Guarda el *embalaje* original.\n- Incluye el `recibo`.\n\n| Motivo | Plazo |\n|---|---|\n| Cambio de opinión | 30 días |\n| Avería | 2 años |\n"));
        await _page.GotoAsync("/chat");
        await AskAsync(Question);
        await _page.Locator(".answer.writing .text").WaitForAsync();
        await at("chat-writing");
        gate.Open();
        await _page.Locator(".tools").WaitForAsync();
        await at("chat-answer");
        await _page.Locator(".cite").First.ClickAsync();
        await _page.Locator("#source mark").WaitForAsync();
        await at("chat-source");
        await _page.Keyboard.PressAsync("Escape");
        await _page.Locator("[data-rating=down]").ClickAsync();
        await _page.Locator(".why").WaitForAsync();
        await at("chat-why");
        await AskAsync(BusyMonth.Refused);
        await _page.Locator(".answer.refused").WaitForAsync();
        await at("chat-refused");
        var usual = company.Model.Default;
        company.Model.Default = ModelScript.Status(500);
        await AskAsync(Question);
        await _page.Locator(".mark.bad").WaitForAsync();
        await at("chat-error");
        company.Model.Default = usual;
        await visit.Context.SetOfflineAsync(true);
        await _page.Locator("[data-kind=offline]").WaitForAsync();
        await at("chat-offline");
        await visit.Context.SetOfflineAsync(false);
    }

    private async Task SignInAsync()
    {
        await _page.GotoAsync("/admin");
        await _page.Locator("#email").FillAsync(RagApplication.AdminEmail);
        await _page.Locator("#password").FillAsync("Wrong-2026");
        await _page.Keyboard.PressAsync("Enter");
        await _page.Locator("[role=alert]").WaitForAsync();
        await at("sign-in-refused");
        await ConsoleTests.SignInAsync(_page);
        await BusyMonth.ShowWorkAsync(_page);
    }

    private async Task DocumentsAsync()
    {
        await OpenAsync("documents");
        await _page.Locator("tr[data-file='manual.pdf'] .button").Nth(1).ClickAsync();
        await _page.Locator("dialog[open] tbody").WaitForAsync();
        await at("documents-details");
        await _page.Keyboard.PressAsync("Escape");
        await _page.Locator("tr[data-file='manual.pdf'] .danger").ClickAsync();
        await _page.Locator("dialog[open]").WaitForAsync();
        await at("documents-delete");
        await _page.Keyboard.PressAsync("Escape");
    }

    private async Task LabAndTrialAsync()
    {
        await OpenAsync("retrieval");
        await _page.Locator("input[required]").FillAsync(Question);
        await _page.Keyboard.PressAsync("Enter");
        await _page.Locator("pre").WaitForAsync();
        await _page.Locator("tbody summary").First.ClickAsync();
        await at("retrieval-results");
        await OpenAsync("bot");
        await _page.Locator(".beside input").FillAsync(Question);
        await _page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(_page.Locator(".beside")).ToContainTextAsync("[1] manual.pdf");
        await at("bot-preview");
    }

    private async Task UsersAsync()
    {
        await OpenAsync("users");
        await _page.Locator("td .button").First.ClickAsync();
        await _page.Locator("dialog[open]").WaitForAsync();
        await at("users-edit");
        await _page.Keyboard.PressAsync("Escape");
    }

    private async Task ConversationsAsync()
    {
        await _page.GotoAsync("/admin#/conversations/down");
        await _page.Locator(".pill.bad").First.WaitForAsync();
        await at("conversations-unhelpful");
        await _page.Locator("tr", new() { HasText = Question }).First.Locator(".button").First.ClickAsync();
        await _page.Locator("dialog[open] .talk").WaitForAsync();
        await at("conversation");
        await _page.Locator("dialog .found summary").First.ClickAsync();
        await _page.Locator("dialog .found mark").WaitForAsync();
        await _page.Locator("dialog .talk > div > details > summary").First.ClickAsync();
        await _page.Locator("dialog .facts").WaitForAsync();
        await at("conversation-trace");
        await _page.Keyboard.PressAsync("Escape");
    }

    private async Task SystemAsync()
    {
        var document = (await company.Application.Port<IDocumentRepository>().ListAsync(default)).First(document => document.Name.Value == "manual.pdf");
        await company.Application.Port<IVectorIndex>().DeleteAsync(document.Id, 1, default);
        await OpenAsync("system");
        await _page.Locator(".consistency .button").First.ClickAsync();
        await _page.Locator(".consistency table").WaitForAsync();
        await at("system-consistency");
    }

    private async Task OpenAsync(string name)
    {
        await _page.GotoAsync($"/admin#/{name}");
        await _page.Locator($"[data-page={name}][aria-current]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(_page.Locator(".page[aria-busy]")).ToHaveCountAsync(0);
    }

    private async Task AskAsync(string question)
    {
        await _page.Locator("#question").FillAsync(question);
        await _page.Keyboard.PressAsync("Enter");
    }
}
