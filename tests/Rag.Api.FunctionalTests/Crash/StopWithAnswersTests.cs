using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Crash;

[Platform(Exclude = "Win", Reason = "Windows has no SIGTERM.")]
public sealed class StopWithAnswersTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    private static readonly byte[] Pdf = SamplePdf.WithPages("El plazo de devolución de los productos es de 30 días naturales desde la entrega.");

    [Test]
    public async Task A_stop_turns_ready_red_and_lets_a_running_answer_end()
    {
        using var storage = new TemporaryFolder();
        await using var model = await ScriptedModelServer.StartAsync();
        var gate = new ModelGate();
        model.Enqueue(ModelScript.Tokens("El plazo ", gate, "es de 30 días [1]."));
        using var application = await RunningApplication.StartAsync(
            storage.Path, ("OPENAI_API_KEY", "sk-test"), ("OPENAI_BASE_URL", model.BaseUrl.ToString()));
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync("devoluciones.pdf", Pdf)).EnsureSuccessStatusCode();
        await Poll.UntilAsync(async () => (string?)(await admin.StatusAsync("devoluciones.pdf"))["status"] == "ready");
        using var reader = await AskAsync(admin);
        await gate.Reached;

        await application.AskToStopAsync();
        HttpResponseMessage ready;
        do
        {
            ready = await admin.GetAsync("/api/v1/health/ready");
        }
        while (ready.StatusCode == HttpStatusCode.OK);

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)(await ready.Content.ReadFromJsonAsync<JsonObject>())!["checks"]!["shutdown"]!["status"], Is.EqualTo("unhealthy"));
        gate.Open();
        Assert.That(await reader.ReadToEndAsync(), Does.Contain("es de 30 días").And.Contain("event: done").And.Not.Contain("event: error"));
        Assert.That(await application.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task An_answer_that_takes_longer_than_the_grace_is_cut_stored_and_may_be_asked_again()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        var gate = new ModelGate();
        model.Enqueue(ModelScript.Tokens("El plazo ", gate));
        await using var application = new RagApplication().WithRealModel().With("OPENAI_API_KEY", "sk-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        using var admin = await application.SignedInAsync();
        (await admin.UploadAsync("devoluciones.pdf", Pdf)).EnsureSuccessStatusCode();
        await application.SettledAsync();
        using var reader = await AskAsync(admin);
        await gate.Reached;

        var stop = application.Services.GetRequiredService<IHost>().StopAsync();
        Assert.That(stop.IsCompleted, Is.False);
        while (!stop.IsCompleted)
        {
            application.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stop, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.That(await reader.ReadToEndAsync(), Does.Contain("event: error").And.Contain("service_stopping").And.Contain("\"retryable\":true"));
    }

    private static async Task<StreamReader> AskAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat/stream") { Content = JsonContent.Create(new { input = Question }) };
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }
}
