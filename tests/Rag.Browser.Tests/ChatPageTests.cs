using System.Net.Http.Json;
using Microsoft.Playwright;
using Rag.Testing;

namespace Rag.Browser.Tests;

public sealed class ChatPageTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task A_first_visit_leads_to_a_cited_answer_and_the_passage_it_stands_on()
    {
        await using var company = await Company.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;

        await page.GotoAsync("/chat");
        await AskAsync(page, Question);
        await Assertions.Expect(page.Locator(".answer .text")).ToContainTextAsync("El plazo es de 30 días");
        await page.GetByRole(AriaRole.Button, new() { Name = "Source 1 manual.pdf page 3" }).ClickAsync();

        await Assertions.Expect(page.Locator("#source mark")).ToContainTextAsync("30 días");
        await Assertions.Expect(page.Locator("#source-page")).ToHaveTextAsync("page 3");
        await Assertions.Expect(page.Locator("#source-foot a")).ToHaveCountAsync(0);
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task Where_documents_are_public_the_page_of_the_pdf_opens()
    {
        await using var company = await Company.OpenAsync(application => application.With("PUBLIC_DOCUMENTS", "true"));
        await using var visit = await Chromium.VisitAsync(company.Application);

        await visit.Page.GotoAsync("/chat");
        await AskAsync(visit.Page, Question);
        await visit.Page.Locator(".cite").First.ClickAsync();
        var link = await visit.Page.Locator("#source-foot a").GetAttributeAsync("href");
        using var file = await company.Application.Client().GetAsync(link);

        Assert.That(link, Does.EndWith("#page=3"));
        Assert.That(file.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
    }

    [Test]
    public async Task An_answer_shows_while_it_is_written_and_can_be_stopped()
    {
        await using var company = await Company.OpenAsync();
        var gate = new ModelGate();
        company.Model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
        await using var visit = await Chromium.VisitAsync(company.Application);

        await visit.Page.GotoAsync("/chat");
        await AskAsync(visit.Page, Question);
        await Assertions.Expect(visit.Page.Locator(".answer.writing .text")).ToHaveTextAsync("El plazo");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop the answer" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".answer .mark")).ToHaveTextAsync("You stopped this answer.");
        await Assertions.Expect(visit.Page.Locator(".answer .text")).ToHaveTextAsync("El plazo");
        await Assertions.Expect(visit.Page.Locator("#question")).ToBeFocusedAsync();
    }

    [Test]
    public async Task The_conversation_is_there_after_a_reload_and_gone_with_a_new_one()
    {
        await using var company = await Company.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/chat");
        await AskAsync(page, Question);
        await Assertions.Expect(page.Locator(".tools")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".question")).ToContainTextAsync(Question);
        await Assertions.Expect(page.Locator(".answer .text")).ToContainTextAsync("30 días");
        await Assertions.Expect(page.Locator(".sources button")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "New chat" }).ClickAsync();

        await Assertions.Expect(page.Locator("#log > li")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#empty")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_reload_in_the_middle_of_an_answer_offers_to_ask_again()
    {
        await using var company = await Company.OpenAsync();
        var gate = new ModelGate();
        company.Model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/chat");
        await AskAsync(page, Question);
        await Assertions.Expect(page.Locator(".answer .text")).ToHaveTextAsync("El plazo");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".mark.bad")).ToHaveTextAsync("The connection was lost before the answer was complete.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();

        await Assertions.Expect(page.Locator(".answer .text").Last).ToContainTextAsync("es de 30 días");
        await Assertions.Expect(page.Locator(".question").Last).ToContainTextAsync(Question);
    }

    [Test]
    public async Task Too_many_questions_wait_as_long_as_the_server_says()
    {
        await using var company = await Company.OpenAsync(application => application.With("RATE_LIMIT_CHAT_MAX_REQUESTS", "1"));
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/chat");
        await AskAsync(page, Question);
        await Assertions.Expect(page.Locator(".tools")).ToBeVisibleAsync();

        await AskAsync(page, "¿Y la garantía?");

        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("You can ask again in");
        await Assertions.Expect(page.Locator("#send")).ToBeDisabledAsync();
    }

    [Test]
    public async Task A_bot_that_is_off_and_a_lost_connection_are_said_in_plain_words()
    {
        await using var company = await Company.OpenAsync(document: null);
        using var admin = await company.Application.SignedInAsync();
        await using var visit = await Chromium.VisitAsync(company.Application, new Look(Locale: "es-ES"));
        var page = visit.Page;

        await page.GotoAsync("/chat");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Responde con documentos");
        await visit.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("Estás sin conexión");
        await visit.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#notices")).Not.ToContainTextAsync("Estás sin conexión");
        (await admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = false })).EnsureSuccessStatusCode();
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("#notices")).ToContainTextAsync("El asistente está apagado");
        await Assertions.Expect(page.Locator("#send")).ToBeDisabledAsync();
    }

    [Test]
    public async Task The_keyboard_alone_asks_opens_a_source_and_rates()
    {
        await using var company = await Company.OpenAsync();
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.GotoAsync("/chat");
        await Assertions.Expect(page.Locator("#question")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync(Question);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".tools")).ToBeVisibleAsync();
        await page.TabToAsync("[data-rating=up]", backwards: true);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-rating=up]")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.TabToAsync(".sources button", backwards: true);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#source mark")).ToContainTextAsync("30 días");
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("#source")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".sources button")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#heard")).ToHaveTextAsync("Thank you for your rating.");
    }

    [TestCase(ReducedMotion.Reduce, 0.001)]
    [TestCase(ReducedMotion.NoPreference, 10)]
    public async Task Whoever_asks_for_less_motion_sees_none(ReducedMotion wish, double longest)
    {
        await using var company = await Company.OpenAsync();
        var gate = new ModelGate();
        company.Model.Enqueue(ModelScript.Silence(gate));
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        await page.EmulateMediaAsync(new() { ReducedMotion = wish });
        await page.GotoAsync("/chat");

        await AskAsync(page, Question);
        await Assertions.Expect(page.Locator(".thinking i").First).ToBeVisibleAsync();
        var seconds = await page.EvaluateAsync<double>("Math.max(...document.getAnimations().map(animation => animation.effect.getComputedTiming().activeDuration / 1000), 0)");

        Assert.That(seconds, wish == ReducedMotion.Reduce ? Is.LessThan(longest) : Is.GreaterThan(longest));
    }

    private static async Task AskAsync(IPage page, string question)
    {
        await page.Locator("#question").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
    }
}
