using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Testing;
using Rag.Testing.Pdfs;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>What a document's owner is told about its pages.</summary>
public sealed class PageFactsTests
{
    private RagApplication _application = null!;

    [SetUp]
    public void Start() => _application = new RagApplication().WithRealModel();

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task Each_page_is_told_about_where_one_document_is_asked_for_and_nowhere_else()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("mixto.pdf", Mixed());
        await _application.SettledAsync();

        var pages = (await admin.StatusAsync("mixto.pdf"))["page_facts"]!.AsArray();
        var listed = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/pdfs"))!["pdfs"]![0]!;

        Assert.That(pages.Select(page => (int)page!["page"]!), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That(pages.Select(page => (bool)page!["image_only"]!), Is.EqualTo(new[] { false, true, false, false }));
        Assert.That(pages.Select(page => (string?)page!["language"]), Is.EqualTo(new[] { "es", null, "en", null }));
        Assert.That(pages.Select(page => (int)page!["rotation"]!), Is.EqualTo(new[] { 0, 0, 90, 0 }));
        Assert.That((int)pages[0]!["words"]!, Is.EqualTo(8));
        Assert.That((int)pages[0]!["characters"]!, Is.EqualTo("La garantía de la estación dura dos años.".Length));
        Assert.That((int)pages[0]!["hidden_characters"]!, Is.EqualTo("oculto".Length));
        Assert.That((double)pages[3]!["unreadable_share"]!, Is.EqualTo(1));
        Assert.That(listed["page_facts"], Is.Null);
        Assert.That(listed["warnings"], Is.Null);
    }

    [Test]
    public async Task What_makes_answers_worse_is_said_in_the_language_of_whoever_asks()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("mixto.pdf", Mixed());
        await _application.SettledAsync();

        var english = (await admin.StatusAsync("mixto.pdf"))["warnings"]!.AsArray();
        admin.DefaultRequestHeaders.Add("Accept-Language", "es");
        var spanish = (await admin.StatusAsync("mixto.pdf"))["warnings"]!.AsArray();

        Assert.That(english.Select(warning => (string?)warning!["code"]), Is.EqualTo(new[] { "pages_without_text", "unreadable_pages", "hidden_text" }));
        Assert.That((string?)english[0]!["detail"], Is.EqualTo("1 of 4 pages have no text: scanned?"));
        Assert.That((string?)spanish[0]!["detail"], Is.EqualTo("1 de 4 páginas no tienen texto: ¿están escaneadas?"));
    }

    [Test]
    public async Task A_document_that_is_as_it_should_be_has_no_warnings()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();

        var document = await admin.StatusAsync("manual.pdf");

        Assert.That(document["warnings"]!.AsArray(), Is.Empty);
        Assert.That(document["page_facts"]!.AsArray().Select(page => (string?)page!["language"]), Is.EqualTo(new[] { "es", "es", "es", "en", "en", "en" }));
    }

    private static byte[] Mixed() => SamplePdf.From(
    [
        new SamplePage().Text(72, 700, "La garantía de la estación dura dos años.").Raw("3 Tr").Text(72, 600, "oculto").Raw("0 Tr"),
        new SamplePage().Image(0, 0, SamplePage.Width, SamplePage.Height),
        new SamplePage().Text(72, 700, "The battery of the station lasts for six months.").With("/Rotate 90"),
        new SamplePage().UnreadableText(72, 700, 40),
    ]);
}
