using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Chat;
using Rag.Application.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

public sealed class DeleteTests
{
    private const string Question = "¿Cuánto cuesta el envío a Canarias?";

    private static readonly byte[] Rates = SamplePdf.WithPages("El envío a Canarias cuesta 9,75 euros y tarda cinco días.");

    [Test]
    public async Task A_job_that_is_under_way_does_not_bring_a_deleted_document_back()
    {
        var embedder = new HeldEmbedder();
        await using var application = new RagApplication().WithRealModel()
            .With(services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", Rates);
        await embedder.Reached;

        var deleted = await admin.DeleteAsync("/api/v1/pdfs/tarifas.pdf");
        embedder.Release();
        await application.SettledAsync();

        deleted.EnsureSuccessStatusCode();
        Assert.That((await application.AskAsync(Question)).FinishReason(), Is.EqualTo("no_answer"));
        await application.AssertNothingIsLeftAsync(admin);
        Assert.That(await application.Services.GetRequiredService<IDocumentRepository>().ListRemainsAsync(default), Is.Empty);
    }

    [Test]
    public async Task Another_document_with_the_same_bytes_goes_on_answering()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", Rates);
        await admin.UploadAsync("copia.pdf", Rates);
        await application.SettledAsync();

        await admin.DeleteAsync("/api/v1/pdfs/tarifas.pdf");

        var answer = await application.AskAsync(Question);
        Assert.That(answer.Text(), Does.Contain("9,75"));
        Assert.That((string?)answer.Single("sources")["sources"]![0]!["filename"], Is.EqualTo("copia.pdf"));
        Assert.That(await admin.GetByteArrayAsync("/api/v1/pdfs/download/copia.pdf"), Is.EqualTo(Rates));
    }

    [Test]
    public async Task An_old_conversation_says_that_the_document_was_removed()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", Rates);
        await application.SettledAsync();
        var conversation = RandomIds.NewKey();
        await application.AskAsync(Question, conversation);

        var before = await SourceOfAsync(application, conversation, "en");
        await admin.DeleteAsync("/api/v1/pdfs/tarifas.pdf");
        var after = await SourceOfAsync(application, conversation, "en");
        var spanish = await SourceOfAsync(application, conversation, "es");

        Assert.That((bool)before["removed"]!, Is.False);
        Assert.That(before["notice"], Is.Null);
        Assert.That((string?)before["snippet"], Does.Contain("Canarias"));
        Assert.That((bool)after["removed"]!, Is.True);
        Assert.That((string?)after["filename"], Is.EqualTo("tarifas.pdf"));
        Assert.That((string?)after["snippet"], Is.Empty);
        Assert.That((string?)after["notice"], Is.EqualTo("The document was removed."));
        Assert.That((string?)spanish["notice"], Is.EqualTo("El documento se eliminó."));
    }

    private static async Task<JsonNode> SourceOfAsync(RagApplication application, Guid conversation, string language)
    {
        using var visitor = application.Client();
        visitor.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        var history = await visitor.GetFromJsonAsync<JsonArray>($"/api/v1/chat/history/{conversation}");
        return history![1]!["sources"]![0]!;
    }
}
