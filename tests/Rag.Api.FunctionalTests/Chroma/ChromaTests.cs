using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chroma;

/// <summary>The application with its vectors on a real Chroma server.</summary>
public sealed class ChromaTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    private readonly string _collection = "app-" + Guid.CreateVersion7().ToString("N");
    private Uri _server = null!;

    [SetUp]
    public void FindTheServer()
    {
        if (TestServers.Chroma is not { } server)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.ChromaVariable));
            return;
        }

        _server = server;
    }

    [Test]
    public async Task Answers_from_what_was_uploaded_and_shows_where_the_vectors_are()
    {
        await using var application = On(new UriBuilder(_server) { UserName = "u", Password = "sesame" }.Uri);
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("Manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();

        Assert.That((await application.AskAsync(Question)).Text(), Does.Contain("30 días"));
        var store = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/rag-status"))!["vector_store"]!;
        Assert.That(((string?)store["provider"], (string?)store["collection"]), Is.EqualTo(("chroma", _collection)));
        Assert.That((string?)store["path_or_url"], Does.StartWith(_server.GetLeftPart(UriPartial.Authority)).And.Not.Contain("sesame"));
        Assert.That((int?)store["count"], Is.GreaterThan(0));

        await admin.DeleteAsync("/api/v1/pdfs/Manual.pdf");
        store = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/rag-status"))!["vector_store"]!;
        Assert.That((int?)store["count"], Is.Zero);
    }

    [Test]
    public async Task A_server_that_is_not_there_at_the_start_is_used_when_it_comes()
    {
        await using var wire = BrokenWire.To(_server.Host, _server.Port);
        wire.Set(WireFault.Refused);
        await using var application = On(new Uri($"http://127.0.0.1:{wire.Port}"));
        using var client = application.Client();
        using var admin = await application.SignedInAsync();

        Assert.That((await client.GetAsync("/api/v1/health")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var ready = await client.GetAsync("/api/v1/health/ready");
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)(await ready.Content.ReadFromJsonAsync<JsonObject>())!["checks"]!["vector_store"]!["status"], Is.EqualTo("unhealthy"));
        var status = await admin.GetAsync("/api/v1/rag/rag-status");
        Assert.That(status.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)(await status.Content.ReadFromJsonAsync<JsonObject>())!["code"], Is.EqualTo("service_unavailable"));

        var answer = await application.AskAsync(Question);
        Assert.That(answer.Text(), Is.Empty, "not that there is nothing in the documents");
        Assert.That((string?)answer[^1].Content["code"], Is.EqualTo("service_unavailable"));

        wire.Set(WireFault.None);
        await Poll.UntilAsync(async () =>
        {
            application.Time.Advance(TimeSpan.FromSeconds(5));
            return (await client.GetAsync("/api/v1/health/ready")).StatusCode == HttpStatusCode.OK;
        });
    }

    private RagApplication On(Uri url) =>
        new RagApplication().WithRealModel().With("CHROMA_URL", url.ToString()).With("CHROMA_COLLECTION", _collection);
}
