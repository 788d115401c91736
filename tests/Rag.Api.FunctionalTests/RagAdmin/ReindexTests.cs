using System.Net.Http.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.RagAdmin;

public sealed class ReindexTests
{
    private const string Question = "¿Cuánto cuesta el envío a Canarias?";

    private static readonly byte[] Rates = SamplePdf.WithPages(
        "El envío a Canarias cuesta 9,75 euros y tarda cinco días. El envío a Baleares cuesta 7,20 euros y tarda tres días.\n\n"
        + "Las devoluciones se aceptan durante treinta días desde la entrega, siempre que el producto esté en su caja.\n\n"
        + "La tienda de Sevilla abre de lunes a viernes, de nueve a catorce horas, y cierra en agosto.");

    [Test]
    public async Task After_another_chunk_size_the_old_version_answers_until_the_new_one_is_whole()
    {
        using var storage = new TemporaryFolder();
        await using (var before = new RagApplication().WithRealModel().With("STORAGE_DIR", storage.Path))
        {
            using var first = await before.SignedInAsync();
            await first.UploadAsync("tarifas.pdf", Rates);
            await before.SettledAsync();
            Assert.That((int?)(await first.StatusAsync("tarifas.pdf"))["chunks"], Is.EqualTo(1));
        }

        var embedder = new HeldEmbedder();
        await using var application = new RagApplication().WithRealModel().With("STORAGE_DIR", storage.Path)
            .With("RAG_CHUNK_SIZE", "130").With("RAG_CHUNK_OVERLAP", "0").With("MIN_CHUNK_LENGTH", "20")
            .With(services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        using var admin = await application.SignedInAsync();

        (await admin.PostAsJsonAsync("/api/v1/rag/reindex-pdf", new { filename = "tarifas.pdf" })).EnsureSuccessStatusCode();
        await embedder.Reached;
        var during = await admin.StatusAsync("tarifas.pdf");
        var answerDuring = await application.AskAsync(Question);
        embedder.Release();
        await application.SettledAsync();
        var after = await admin.StatusAsync("tarifas.pdf");
        var answerAfter = await application.AskAsync(Question);

        Assert.That(((string?)during["status"], (int?)during["version"], (int?)during["chunks"]), Is.EqualTo(("ready", 1, 1)));
        Assert.That((string?)during["pending"]!["status"], Is.EqualTo("processing"));
        Assert.That(answerDuring.Text(), Does.Contain("9,75"));
        Assert.That(((string?)after["status"], (int?)after["version"]), Is.EqualTo(("ready", 2)));
        Assert.That((int?)after["chunks"], Is.GreaterThan(1));
        Assert.That(after["pending"], Is.Null);
        Assert.That(answerAfter.Text(), Does.Contain("9,75"));
        Assert.That((long)(await admin.RagStatusAsync())["vector_store"]!["count"]!, Is.EqualTo((long?)after["chunks"]));
    }
}
