using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Chat;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>The way of a document over HTTP: in, asked about, replaced, out.</summary>
public sealed class DocumentTests
{
    private RagApplication _application = null!;

    [SetUp]
    public void Start() => _application = new RagApplication().WithRealModel();

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task A_manual_is_received_indexed_and_answers_with_the_right_page_in_both_languages()
    {
        using var admin = await _application.SignedInAsync();

        var upload = await admin.UploadAsync("Manual estación.pdf", SamplePdf.Manual());
        await _application.SettledAsync();

        Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var document = await admin.StatusAsync("manual ESTACIÓN.pdf");
        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        Assert.That((int?)document["pages"], Is.EqualTo(6));
        Assert.That((int?)document["chunks"], Is.GreaterThan(5));
        foreach (var (question, page, words) in new[]
        {
            ("¿Cuál es el plazo de devolución?", 3, "30 días naturales"),
            ("What does error code E-17 mean?", 5, "wind sensor"),
        })
        {
            var answer = await _application.AskAsync(question);
            var citation = answer.First(item => item.Name == "citation").Content;
            Assert.That(answer.Text(), Does.Contain(words));
            Assert.That((int?)citation["page"], Is.EqualTo(page));
            Assert.That((string?)citation["quote"], Does.Contain(words));
            Assert.That(answer.FinishReason(), Is.EqualTo("stop"));
        }
    }

    [Test]
    public async Task The_same_bytes_are_no_new_work_and_other_names_are_other_documents()
    {
        using var admin = await _application.SignedInAsync();
        var content = SamplePdf.WithPages("El horario de la tienda es de 9 a 14 horas, de lunes a viernes.");
        await admin.UploadAsync("horario.pdf", content);
        await _application.SettledAsync();

        var again = await admin.UploadAsync("HORARIO.PDF", content);
        var other = await admin.UploadAsync("copia.pdf", content);
        await _application.SettledAsync();

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var list = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/pdfs/list"))!["pdfs"]!.AsArray();
        Assert.That(list.Select(document => (string?)document!["filename"]), Is.EqualTo(new[] { "copia.pdf", "horario.pdf" }));
    }

    [Test]
    public async Task Other_bytes_under_the_same_name_take_its_place_and_leave_nothing_of_the_old_ones()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días."));
        await _application.SettledAsync();

        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages("El envío a Canarias cuesta 14,20 euros y tarda ocho días."));
        await _application.SettledAsync();

        var answer = await _application.AskAsync("¿Cuánto cuesta el envío a Canarias?");
        Assert.That(answer.Text(), Does.Contain("14,20").And.Not.Contain("9,75"));
        var document = await admin.StatusAsync("tarifas.pdf");
        Assert.That((int?)document["version"], Is.EqualTo(2));
        Assert.That(document["pending"], Is.Null);
        Assert.That((int?)(await admin.RagStatusAsync())["vector_store"]!["count"], Is.EqualTo(1));
        Assert.That(await _application.CountFilesAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_replacement_that_fails_leaves_the_old_version_answering()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días."));
        await _application.SettledAsync();

        await admin.UploadAsync("tarifas.pdf", "%PDF-1.7 and then nothing that could be read"u8.ToArray());
        await _application.SettledAsync();

        var document = await admin.StatusAsync("tarifas.pdf");
        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        Assert.That((string?)document["pending"]!["status"], Is.EqualTo("failed"));
        Assert.That((string?)document["pending"]!["error"]!["code"], Is.EqualTo("pdf_damaged"));
        Assert.That((await _application.AskAsync("¿Cuánto cuesta el envío a Canarias?")).Text(), Does.Contain("9,75"));
    }

    [Test]
    public async Task A_deleted_document_is_gone_from_answers_and_from_every_store()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días."));
        await _application.SettledAsync();

        var deleted = await admin.DeleteAsync("/api/v1/pdfs/Tarifas.pdf");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _application.AskAsync("¿Cuánto cuesta el envío a Canarias?")).FinishReason(), Is.EqualTo("no_answer"));
        await _application.AssertNothingIsLeftAsync(admin);
        await (await admin.DeleteAsync("/api/v1/pdfs/tarifas.pdf")).AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
    }

    [Test]
    public async Task The_file_comes_back_byte_for_byte_whole_or_in_part()
    {
        using var admin = await _application.SignedInAsync();
        var content = SamplePdf.WithPages("Texto de la única página del documento.");
        await admin.UploadAsync("año.pdf", content);
        await _application.SettledAsync();

        var whole = await admin.GetAsync("/api/v1/pdfs/download/a%C3%B1o.pdf");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pdfs/view/a%C3%B1o.pdf");
        request.Headers.Range = new RangeHeaderValue(0, 4);
        var part = await admin.SendAsync(request);

        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(content));
        Assert.That(whole.Content.Headers.ContentDisposition?.FileNameStar, Is.EqualTo("año.pdf"));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsStringAsync(), Is.EqualTo("%PDF-"));
        Assert.That(part.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("inline"));
        Assert.That(part.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
    }
}
