using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rag.Infrastructure.OpenAi;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The application on a server of the language model behind a wire that breaks.</summary>
public sealed class LostModelTests
{
    private const string WholeAnswer = "El plazo es de 30 días [1].";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private ScriptedModelServer _model = null!;
    private BrokenWire _wire = null!;
    private RagApplication _application = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _model = await ScriptedModelServer.StartAsync();

        // Enough for the headers, which an answer of a web server begins with, and a token.
        _wire = BrokenWire.To(_model.BaseUrl.Host, _model.BaseUrl.Port, intact: 400);
        _application = new RagApplication().WithRealModel().OnRealTime()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", $"http://127.0.0.1:{_wire.Port}/v1")
            .With(services => services.PostConfigure<ModelCallOptions>(call => call.FirstTokenTimeout = call.SilenceTimeout = Limit));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _wire.DisposeAsync();
        await _model.DisposeAsync();
    }

    [TestCase(WireFault.Refused)]
    [TestCase(WireFault.Silent)]
    [TestCase(WireFault.Slow)]
    [TestCase(WireFault.Cut)]
    [TestCase(WireFault.Garbled)]
    [TestCase(WireFault.Corrupted)]
    public async Task A_lost_model_is_a_typed_error_in_time_and_is_used_again_when_it_is_back(WireFault fault)
    {
        using var admin = await _application.WithManualReadAsync();

        _wire.Set(fault);
        for (var time = 0; time < 2; time++)
        {
            var reply = await _application.AskInTimeAsync(Limit);
            Assert.That((reply.Status, reply.Code, reply.Finish), Is.EqualTo((HttpStatusCode.OK, "model_unavailable", (string?)null)));
            Assert.That(WholeAnswer.StartsWith(reply.Text, StringComparison.Ordinal), "what came through, and nothing of our own");
        }

        Assert.That((await admin.GetInTimeAsync("/api/v1/pdfs/list", TimeSpan.Zero)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _application.ReadyAsync("llm"), Is.EqualTo((HttpStatusCode.OK, "degraded", "degraded")));

        _wire.Set(WireFault.None);
        await _application.AnswersAgainAsync();
        await _application.BecomesReadyAsync("llm");
    }
}
