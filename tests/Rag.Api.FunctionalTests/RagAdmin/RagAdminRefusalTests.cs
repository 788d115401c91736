using System.Net;
using System.Net.Http.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Rag.Api.FunctionalTests.Bot;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Bots;
using Rag.Application.Documents;
using Rag.Domain.Bots;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.RagAdmin;

/// <summary>What goes wrong for an admin through no fault of the request.</summary>
public sealed class RagAdminRefusalTests
{
    private const string Reindex = "/api/v1/rag/reindex-pdf";

    [TestCase("en", "Documents left: manual.pdf; vectors left: ")]
    [TestCase("es", "Documentos que quedan: manual.pdf; vectores que quedan: ")]
    public async Task Clearing_says_what_is_left(string language, string warning)
    {
        var deletion = new Mock<IRequestHandler<DeleteDocument, Result>>();
        deletion.Setup(handler => handler.Handle(It.IsAny<DeleteDocument>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(DocumentErrors.ChangedMeanwhile("manual.pdf"));
        await using var application = new RagApplication().WithRealModel().With(services => services.AddSingleton(deletion.Object));
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        admin.DefaultRequestHeaders.Add("Accept-Language", language);

        var cleared = await (await admin.PostAsync("/api/v1/rag/clear-rag", content: null)).JsonAsync();

        Assert.That((int?)cleared["remaining_pdfs"], Is.EqualTo(1));
        Assert.That((int?)cleared["vector_store_size"], Is.GreaterThan(0));
        Assert.That((string?)cleared["warning"], Does.StartWith(warning));
    }

    [Test]
    public async Task A_document_whose_file_is_lost_cannot_be_indexed_again_and_goes_on_answering()
    {
        await using var application = new RagApplication().WithFilesOnDisk().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(application.StorageFolder, "documents", "pdfs")))
        {
            File.Delete(file);
        }

        var response = await admin.PostAsJsonAsync(Reindex, new { filename = "manual.pdf" });

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "file_lost");
        var document = await admin.StatusAsync("manual.pdf");
        Assert.That(((string?)document["status"], (int?)document["version"]), Is.EqualTo(("ready", 1)));
        Assert.That(document["pending"], Is.Null);
    }

    [Test]
    public async Task Nothing_is_queued_beyond_the_limit()
    {
        using var storage = new TemporaryFolder();
        await using (var before = new RagApplication().WithRealModel().With("STORAGE_DIR", storage.Path))
        {
            using var first = await before.SignedInAsync();
            await first.UploadAsync("roto.pdf", "%PDF-1.7 and then nothing that could be read"u8.ToArray());
            await before.SettledAsync();
        }

        await using var application = new RagApplication().With("STORAGE_DIR", storage.Path).With("MAX_QUEUED_DOCUMENTS", "1")
            .With(services => services.Remove(services.Single(service =>
                service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "IngestionWorker")));
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync("espera.pdf", SamplePdf.WithPages("El horario es de 9 a 14 horas."))).EnsureSuccessStatusCode();

        var response = await admin.PostAsJsonAsync(Reindex, new { filename = "roto.pdf" });

        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "queue_full");
        Assert.That(response.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That((string?)(await admin.StatusAsync("roto.pdf"))["status"], Is.EqualTo("failed"));
    }

    [TestCase("PUT", "/api/v1/bot/config")]
    [TestCase("POST", "/api/v1/bot/config/reset")]
    public async Task A_change_of_the_bot_that_others_keep_overtaking_is_given_up(string method, string path)
    {
        var bots = new Mock<IBotRepository>();
        bots.Setup(store => store.FindConfigAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new BotConfig { Revision = 1 });
        bots.Setup(store => store.SaveConfigAsync(It.IsAny<BotConfig>(), It.IsAny<CancellationToken>())).ReturnsAsync(false);
        await using var application = new RagApplication().With(services => services.AddSingleton(bots.Object));
        using var admin = await application.SignedInAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { bot_name = "Ana" }) };
        var response = await admin.SendAsync(request);

        await response.AssertProblemAsync(HttpStatusCode.Conflict, "config_busy");
    }
}
