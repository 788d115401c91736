using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Bot;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Errors;

/// <summary>What succeeds says so in the reader's language too.</summary>
public sealed class ConfirmationTests
{
    private static readonly byte[] Content = SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros.");

    [Test]
    public async Task Successes_speak_Spanish_to_whom_reads_Spanish_and_English_to_others()
    {
        await using var application = new RagApplication();
        using var admin = await application.SignedInAsync();

        var english = (await (await admin.PostAsync("/api/v1/bot/toggle", null)).JsonAsync())["message"]!;
        admin.DefaultRequestHeaders.Add("Accept-Language", "es-ES,es;q=0.9");
        var messages = new List<string>
        {
            await MessageAsync(admin.PostAsync("/api/v1/bot/toggle", null)),
            await MessageAsync(admin.UploadAsync("tarifas.pdf", Content)),
            await MessageAsync(admin.DeleteAsync("/api/v1/pdfs/tarifas.pdf")),
            await MessageAsync(admin.PostAsync("/api/v1/rag/clear-rag", null)),
            await MessageAsync(admin.PostAsync("/api/v1/auth/logout", null)),
        };

        Assert.That((string?)english, Does.StartWith("The bot is off"));
        Assert.That(messages, Is.EqualTo(new[]
        {
            "El bot está activo.",
            "\"tarifas.pdf\" se ha guardado y se procesará.",
            "El documento \"tarifas.pdf\" se ha eliminado.",
            "Documentos eliminados: 0.",
            "Sesión cerrada.",
        }));
    }

    [Test]
    public async Task Why_a_document_failed_is_told_in_the_language_of_whoever_asks()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("roto.pdf", "%PDF-1.7 and then nothing that could be read"u8.ToArray());
        await application.SettledAsync();

        var english = (string?)(await admin.StatusAsync("roto.pdf"))["error"]!["detail"];
        admin.DefaultRequestHeaders.Add("Accept-Language", "es");
        var spanish = (await admin.StatusAsync("roto.pdf"))["error"]!;
        var listed = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/pdfs"))!["pdfs"]![0]!["error"]!;

        Assert.That(english, Does.StartWith("The PDF is damaged"));
        Assert.That(((string?)spanish["code"], (string?)spanish["detail"]), Is.EqualTo(("pdf_damaged", (string?)listed["detail"])));
        Assert.That((string?)spanish["detail"], Does.StartWith("El PDF está dañado"));
    }

    private static async Task<string> MessageAsync(Task<HttpResponseMessage> response) => (string)(await (await response).JsonAsync())["message"]!;
}
