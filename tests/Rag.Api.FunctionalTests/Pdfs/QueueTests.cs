using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>What waits to be indexed: it can be deleted, has a limit, and is held up by nobody.</summary>
public sealed class QueueTests
{
    private static readonly byte[] Rates = SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días.");
    private static readonly byte[] Hours = SamplePdf.WithPages("La tienda abre de lunes a viernes de 9 a 14 horas.");

    [Test]
    public async Task A_document_that_is_deleted_while_it_waits_is_never_indexed()
    {
        var embedder = new HeldEmbedder();
        await using var application = new RagApplication().WithRealModel()
            .With(services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", Rates);
        await embedder.Reached;
        await admin.UploadAsync("horario.pdf", Hours);
        Assert.That((string?)(await admin.StatusAsync("horario.pdf"))["status"], Is.EqualTo("queued"));

        var deleted = await admin.DeleteAsync("/api/v1/pdfs/horario.pdf");
        embedder.Release();
        await application.SettledAsync();

        deleted.EnsureSuccessStatusCode();
        Assert.That((await admin.GetAsync("/api/v1/pdfs/status/horario.pdf")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)(await admin.StatusAsync("tarifas.pdf"))["status"], Is.EqualTo("ready"));
        var status = await admin.RagStatusAsync();
        Assert.That(((long)status["total_chunks"]!, (long)status["vector_store"]!["count"]!), Is.EqualTo((1L, 1L)));
        Assert.That(await application.CountFilesAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_document_that_always_breaks_is_tried_after_2_and_4_seconds_fails_with_its_reason_and_holds_up_nobody()
    {
        await using var application = new RagApplication().WithRealModel();
        var embedder = new PoisonedEmbedder("arsénico", application.Time);
        application.With(services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        using var admin = await application.SignedInAsync();
        var queue = application.Services.GetRequiredService<WatchedQueue>();
        var started = application.Time.GetUtcNow();

        await admin.UploadAsync("veneno.pdf", SamplePdf.WithPages("El arsénico es un veneno que no tiene olor ni sabor."));
        await admin.UploadAsync("tarifas.pdf", Rates);
        var healthy = await admin.UntilSettledAsync("tarifas.pdf");
        foreach (var seconds in new[] { 2, 4, 8 })
        {
            await queue.WhenIdleAsync();
            Assert.That((string?)(await admin.StatusAsync("veneno.pdf"))["status"], Is.Not.EqualTo("failed"));
            var attempts = embedder.Attempts.Count;
            application.Time.Advance(TimeSpan.FromSeconds(seconds));
            if (seconds < 8)
            {
                await Poll.UntilAsync(() => Task.FromResult(embedder.Attempts.Count > attempts));
            }
        }

        await application.SettledAsync();

        Assert.That((string?)healthy["status"], Is.EqualTo("ready"));
        var poisoned = await admin.StatusAsync("veneno.pdf");
        Assert.That(((string?)poisoned["status"], (string?)poisoned["error"]!["code"]), Is.EqualTo(("failed", "ingestion_failed")));
        Assert.That(embedder.Attempts.Select(at => (at - started).TotalSeconds), Is.EqualTo(new[] { 0, 2, 6 }));
        Assert.That((long)(await admin.RagStatusAsync())["total_chunks"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task An_upload_beyond_the_limit_is_told_when_to_come_back_and_leaves_nothing()
    {
        await using var application = new RagApplication().With("MAX_QUEUED_DOCUMENTS", "1")
            .With(services => services.Remove(services.Single(service =>
                service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "IngestionWorker")));
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync("tarifas.pdf", Rates)).EnsureSuccessStatusCode();

        var refused = await admin.UploadAsync("horario.pdf", Hours);

        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "queue_full");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That((await admin.GetAsync("/api/v1/pdfs/status/horario.pdf")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await application.CountFilesAsync(), Is.EqualTo(1));
    }
}
