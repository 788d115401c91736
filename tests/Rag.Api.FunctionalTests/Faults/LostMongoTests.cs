using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using Rag.Application.Retrieval;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The application on a real MongoDB server behind a wire that breaks.</summary>
public sealed class LostMongoTests
{
    /// <summary>MONGO_TIMEOUT_MS of these tests.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private BrokenWire _wire = null!;
    private RagApplication _application = null!;

    [SetUp]
    public void Start()
    {
        if (MongoTestServer.Uri is not { } uri)
        {
            Assert.Ignore(TestServers.Excuse(MongoTestServer.WhyMissing));
            return;
        }

        var server = new MongoUrlBuilder(uri);
        _wire = BrokenWire.To(server.Server.Host, server.Server.Port);
        (server.Server, server.DirectConnection) = (new MongoServerAddress("127.0.0.1", _wire.Port), true);
        _application = new RagApplication().OnMongo().With("MONGO_URI", server.ToString())
            .With("MONGO_TIMEOUT_MS", $"{Limit.TotalMilliseconds:0}").WithRealModel().OnRealTime();
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
    public async Task A_lost_database_is_a_typed_error_in_time_and_is_used_again_when_it_is_back(WireFault fault)
    {
        using var admin = await _application.WithManualReadAsync();

        _wire.Set(fault);
        for (var time = 0; time < 2; time++)
        {
            Assert.That(await _application.AskInTimeAsync(Limit), Is.EqualTo(new Reply(HttpStatusCode.ServiceUnavailable, "service_unavailable", "", Finish: null)));
        }

        var listing = await admin.GetInTimeAsync("/api/v1/pdfs/list", Limit);
        await listing.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "service_unavailable");
        Assert.That((await admin.GetInTimeAsync("/api/v1/health", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("database"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy")));

        _wire.Set(WireFault.None);
        await _application.AnswersAgainAsync();
        Assert.That((await admin.GetInTimeAsync("/api/v1/pdfs/list", Limit)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await _application.BecomesReadyAsync("database");
    }

    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Corrupted)]
    public async Task Starts_without_its_database_and_works_as_soon_as_it_is_there(WireFault fault)
    {
        _wire.Set(fault);
        using var visitor = _application.Client();

        Assert.That((await visitor.GetInTimeAsync("/api/v1/health", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("database"), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy")));
        Assert.That(await _application.AskInTimeAsync(Limit), Is.EqualTo(new Reply(HttpStatusCode.ServiceUnavailable, "service_unavailable", "", Finish: null)));

        _wire.Set(WireFault.None);
        await _application.TakesSignInsAsync();
        await _application.BecomesReadyAsync("database");
        using var admin = await _application.WithManualReadAsync();
    }

    [Test]
    public async Task A_database_that_is_lost_in_the_middle_of_a_question_is_waited_for_once()
    {
        var limit = TimeSpan.FromSeconds(3);
        var embedder = new HeldEmbedder(EmbeddingRole.Query);
        _application.With("MONGO_TIMEOUT_MS", $"{limit.TotalMilliseconds:0}")
            .With(services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        using var admin = await _application.WithManualIndexedAsync();

        // Begun while the question is held, its time included.
        var asking = _application.AskInTimeAsync(limit);
        await embedder.Reached;
        _wire.Set(WireFault.Silent);
        embedder.Release();

        Assert.That(await asking, Is.EqualTo(new Reply(HttpStatusCode.OK, "service_unavailable", "", Finish: null)));
    }
}
