using System.Net;
using System.Net.Sockets;
using System.Text;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>What cannot be a document: a clear answer, and nothing left behind.</summary>
public sealed class BadUploadTests
{
    private RagApplication _application = null!;

    [SetUp]
    public void Start() => _application = new RagApplication().WithRealModel().With("MAX_FILE_SIZE_MB", "1");

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCase("a.txt", "%PDF-1.7", HttpStatusCode.BadRequest, "not_a_pdf")]
    [TestCase("a.pdf", "<html></html>", HttpStatusCode.BadRequest, "not_a_pdf")]
    [TestCase("a.pdf", "", HttpStatusCode.BadRequest, "not_a_pdf")]
    [TestCase("..", "%PDF-1.7", HttpStatusCode.UnprocessableEntity, "invalid_filename")]
    [TestCase("a\u0001b.pdf", "%PDF-1.7", HttpStatusCode.UnprocessableEntity, "invalid_filename")]
    public async Task An_upload_is_refused_for_its_name_or_its_first_bytes(string name, string content, HttpStatusCode status, string code)
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.UploadAsync(name, Encoding.ASCII.GetBytes(content));

        await response.AssertProblemAsync(status, code);
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task A_name_of_300_characters_is_refused()
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.UploadAsync(new string('x', 296) + ".pdf", SamplePdf.WithPages("Texto."));

        await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid_filename");
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [TestCase("../../etc/tarifas.pdf", "tarifas.pdf")]
    [TestCase("C:\\Documentos\\tarifas.PDF", "tarifas.PDF")]
    [TestCase("a%2fb.pdf", "a%2fb.pdf")]
    [TestCase("متى يفتح المكتب.pdf", "متى يفتح المكتب.pdf")]
    public async Task Only_the_last_component_of_a_path_is_a_name_and_odd_letters_are_letters(string sent, string known)
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.UploadAsync(sent, SamplePdf.WithPages("El horario es de 9 a 14 horas de lunes a viernes."));
        await _application.SettledAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var document = await admin.StatusAsync(known);
        Assert.That((string?)document["filename"], Is.EqualTo(known));
        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        Assert.That((await admin.DeleteAsync($"/api/v1/pdfs/{Uri.EscapeDataString(known)}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task A_file_over_the_limit_is_refused_while_it_streams()
    {
        using var admin = await _application.SignedInAsync();
        var content = new byte[(1024 * 1024) + 1];
        "%PDF-1.7\n"u8.CopyTo(content);

        var response = await admin.UploadAsync("grande.pdf", content);

        await response.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task A_request_without_a_file_is_told_so()
    {
        using var admin = await _application.SignedInAsync();
        using var form = new MultipartFormDataContent { { new StringContent("tarifas.pdf"), "name" } };

        var missing = await admin.PostAsync("/api/v1/pdfs/upload", form);
        var json = await admin.PostAsync("/api/v1/pdfs/upload", new StringContent("{}", Encoding.UTF8, "application/json"));

        await missing.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "file_missing");
        await json.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "file_missing");
    }

    [Test]
    public async Task A_body_that_ends_before_its_last_boundary_leaves_nothing()
    {
        using var admin = await _application.SignedInAsync();
        var body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n" + new string('x', 5000);
        var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        var response = await admin.PostAsync("/api/v1/pdfs/upload", content);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "upload_incomplete");
        await _application.AssertNothingIsLeftAsync(admin);
    }

    [Test]
    public async Task A_connection_cut_in_the_middle_leaves_nothing()
    {
        using var admin = await _application.SignedInAsync();
        var token = admin.DefaultRequestHeaders.Authorization!.Parameter;
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(_application.Address.Host, _application.Address.Port);
            var head = $"POST /api/v1/pdfs/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 100000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string('x', 50_000)));
            await socket.GetStream().FlushAsync();
            socket.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        // The server notices the cut on its own time; the next upload proves that it goes on and what is left after it.
        await admin.UploadAsync("b.pdf", SamplePdf.WithPages("El horario es de 9 a 14 horas."));
        await _application.SettledAsync();
        await admin.DeleteAsync("/api/v1/pdfs/b.pdf");
        Assert.That((await admin.GetAsync("/api/v1/pdfs/status/a.pdf")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCaseSource(nameof(Unreadable))]
    public async Task What_only_reading_shows_becomes_a_failed_document_without_chunks(string name, Func<byte[]> content, string code)
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.UploadAsync(name, content());
        await _application.SettledAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var document = await admin.StatusAsync(name);
        Assert.That((string?)document["status"], Is.EqualTo("failed"));
        Assert.That((string?)document["error"]!["code"], Is.EqualTo(code));
        Assert.That((string?)document["error"]!["detail"], Is.Not.Empty);
        await _application.AssertNothingIsLeftAsync(admin, files: 1);
        Assert.That((await admin.UploadAsync(name, content())).StatusCode, Is.EqualTo(HttpStatusCode.Accepted), "the same bytes are tried again");
    }

    private static IEnumerable<TestCaseData> Unreadable() => UnreadablePdfs.All.Select(file =>
        new TestCaseData(file.Name, file.Content, file.Code).SetArgDisplayNames(file.Name, file.Code));
}
