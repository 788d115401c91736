using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Rag.Browser.Tests;

/// <summary>The widget on a page of somebody else's server.</summary>
public sealed class WidgetTests
{
    private const string HostStyle = "button, iframe { background: hotpink !important; width: 3px !important; display: none !important } *{ font-size: 99px }";

    [Test]
    public async Task An_allowed_site_gets_a_launcher_and_answers_in_its_frame()
    {
        await using var site = await SiteAsync();
        await using var company = await Company.OpenAsync(application => application.With("CORS_ORIGINS_WIDGET", site.Urls.First()));
        await using var visit = await Chromium.VisitAsync(new Uri(site.Urls.First()));
        var page = visit.Page;

        await page.GotoAsync($"/?{Uri.EscapeDataString(company.Application.Address.ToString())}");
        await Assertions.Expect(page.Locator("rag-chat")).ToHaveCountAsync(1);
        // Its root is closed: the page's own script finds no button, a visitor's mouse does.
        await page.Mouse.ClickAsync(1280 - 50, 800 - 50);
        var frame = page.Frames.Single(frame => frame != page.MainFrame);
        await Assertions.Expect(frame.Locator("#question")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("¿Cuál es el plazo de devolución?");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(frame.Locator(".answer .text")).ToContainTextAsync("30 días");

        Assert.That(await page.EvaluateAsync<string[]>("Object.getOwnPropertyNames(window).filter(name => !before.includes(name))"), Is.EqualTo(new[] { "before" }));
        Assert.That(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('style, link')].map(element => element.outerHTML)"), Has.Length.EqualTo(1), "styles");
        Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).fontFamily"), Does.Contain("Times"));
        Assert.That(visit.Faults, Is.Empty);
    }

    [Test]
    public async Task A_site_that_is_not_allowed_shows_nothing()
    {
        await using var site = await SiteAsync();
        await using var company = await Company.OpenAsync(application => application.With("CORS_ORIGINS_WIDGET", "https://www.example.com"), document: null);
        await using var visit = await Chromium.VisitAsync(new Uri(site.Urls.First()));

        await visit.Page.GotoAsync($"/?{Uri.EscapeDataString(company.Application.Address.ToString())}", new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Assertions.Expect(visit.Page.Locator("rag-chat")).ToHaveCountAsync(0);
    }

    [TestCase("widget/frame", "https://www.example.com")]
    [TestCase("chat", null)]
    public async Task A_browser_refuses_the_frame_where_it_is_not_allowed(string path, string? allowed)
    {
        await using var site = await SiteAsync();
        await using var company = await Company.OpenAsync(application => application.With("CORS_ORIGINS_WIDGET", allowed ?? site.Urls.First()), document: null);
        await using var visit = await Chromium.VisitAsync(new Uri(site.Urls.First()));

        await visit.Page.GotoAsync("/");
        await visit.Page.EvaluateAsync(
            "url => new Promise(done => { const frame = document.createElement('iframe'); frame.onload = done; frame.src = url; document.body.append(frame); })",
            $"{company.Application.Address}{path}");

        var frame = visit.Page.Frames.Single(frame => frame != visit.Page.MainFrame);
        Assert.That(await frame.Locator("#question").CountAsync(), Is.Zero);
        Assert.That(visit.Faults, Has.Some.Contains("frame-ancestors"));
    }

    private static async Task<WebApplication> SiteAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            var server = Uri.UnescapeDataString(context.Request.QueryString.Value?.TrimStart('?') ?? "");
            var script = server.Length == 0 ? "" : $"<script src=\"{server}widget.js\" data-color=\"#7c3aed\" data-lang=\"es\" async></script>";
            const string Names = "<script>var before = Object.getOwnPropertyNames(window).filter(name => name !== 'before')</script>";
            return context.Response.WriteAsync($"<!doctype html><title>Site</title><style>{HostStyle}</style>{Names}<body><h1>Site</h1>{script}");
        });
        await site.StartAsync();
        return site;
    }
}
