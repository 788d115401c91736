using System.Net;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The application with a provider of embeddings behind a wire that breaks. How long a silent one is waited for: OpenAiEmbeddingTests.</summary>
public sealed class LostEmbedderTests
{
    /// <summary>Of a question's embedding, its second try included.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private ScriptedModelServer _provider = null!;
    private BrokenWire _wire = null!;
    private RagApplication _application = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _provider = await ScriptedModelServer.StartAsync();
        _wire = BrokenWire.To(_provider.BaseUrl.Host, _provider.BaseUrl.Port, intact: 400);
        _application = new RagApplication().WithOwnEmbedder().OnRealTime().With("EMBEDDING_MODEL", "openai:text-embedding-3-small")
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", $"http://127.0.0.1:{_wire.Port}/v1");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _wire.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task A_lost_embedder_is_a_typed_error_in_time_and_is_used_again_when_it_is_back(WireFault fault)
    {
        using var admin = await _application.WithManualIndexedAsync();

        _wire.Set(fault);
        Assert.That(await _application.AskInTimeAsync(Limit), Is.EqualTo(new Reply(HttpStatusCode.OK, "embedder_unavailable", "", Finish: null)));
        Assert.That((await admin.GetInTimeAsync("/api/v1/pdfs/list", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("embedder"), Is.EqualTo((HttpStatusCode.OK, "degraded", "degraded")));

        _wire.Set(WireFault.None);
        await _application.AnswersAgainAsync();
        await _application.BecomesReadyAsync("embedder");
    }
}
