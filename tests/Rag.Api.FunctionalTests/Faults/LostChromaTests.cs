using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Infrastructure.Chroma;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The application on a real Chroma server behind a wire that breaks.</summary>
public sealed class LostChromaTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private BrokenWire _wire = null!;
    private RagApplication _application = null!;

    [SetUp]
    public void Start()
    {
        if (TestServers.Chroma is not { } server)
        {
            Assert.Ignore(TestServers.ExcuseWithout(TestServers.ChromaVariable));
            return;
        }

        _wire = BrokenWire.To(server.Host, server.Port);
        _application = new RagApplication().WithRealModel().OnRealTime()
            .With("CHROMA_URL", $"http://127.0.0.1:{_wire.Port}").With("CHROMA_COLLECTION", "lost-" + Guid.CreateVersion7().ToString("N"))
            .With(services => services.PostConfigure<ChromaOptions>(chroma => (chroma.ReadAttempt, chroma.ReadCall) = (Limit * 0.8, Limit)));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _wire.DisposeAsync();
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Slow)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task Lost_vectors_are_a_typed_error_in_time_and_are_used_again_when_they_are_back(WireFault fault)
    {
        using var admin = await _application.WithManualReadAsync();

        _wire.Set(fault);
        for (var time = 0; time < 2; time++)
        {
            Assert.That(await _application.AskInTimeAsync(Limit), Is.EqualTo(new Reply(HttpStatusCode.OK, "service_unavailable", "", Finish: null)));
        }

        var status = await admin.GetInTimeAsync("/api/v1/rag/rag-status", Limit);
        await status.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "service_unavailable");
        Assert.That((await admin.GetInTimeAsync("/api/v1/pdfs/list", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("vector_store"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy")));

        _wire.Set(WireFault.None);
        await _application.AnswersAgainAsync();
        Assert.That((await admin.GetInTimeAsync("/api/v1/rag/rag-status", Limit)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await _application.BecomesReadyAsync("vector_store");
    }

    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Corrupted)]
    public async Task Starts_without_its_vectors_and_works_as_soon_as_they_are_there(WireFault fault)
    {
        _wire.Set(fault);
        using var visitor = _application.Client();

        Assert.That((await visitor.GetInTimeAsync("/api/v1/health", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("vector_store"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy")));
        Assert.That(await _application.AskInTimeAsync(Limit), Is.EqualTo(new Reply(HttpStatusCode.OK, "service_unavailable", "", Finish: null)));

        _wire.Set(WireFault.None);
        await _application.BecomesReadyAsync("vector_store");
        using var admin = await _application.WithManualReadAsync();
    }

    [Test]
    public async Task A_document_that_comes_meanwhile_is_indexed_when_they_are_back()
    {
        using var admin = await _application.WithManualReadAsync();
        _wire.Set(WireFault.Refused);

        (await admin.UploadAsync("Tarifas.pdf", SamplePdf.WithPages("El envío a Canarias cuesta 12,50 euros y tarda cuatro días."))).EnsureSuccessStatusCode();
        await Poll.UntilAsync(() => Task.FromResult(_application.Log.Text.Contains("failed in attempt 1", StringComparison.Ordinal)));
        _wire.Set(WireFault.None);
        await _application.SettledAsync();

        Assert.That((string?)(await admin.StatusAsync("Tarifas.pdf"))["status"], Is.EqualTo("ready"));
    }
}
