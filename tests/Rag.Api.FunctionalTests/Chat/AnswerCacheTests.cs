using System.Net.Http.Json;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>The same question a second time, with a scripted model that tells how often it was asked.</summary>
public sealed class AnswerCacheTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";
    private const string Rates = "El envío a Portugal cuesta 12 euros y tarda tres días laborables.";

    private RagApplication _application = null!;
    private ScriptedModelServer _model = null!;

    [SetUp]
    public async Task StartModelAsync()
    {
        _model = await ScriptedModelServer.StartAsync();
        _application = new RagApplication().WithRealModel().With("ENABLE_CACHE", "true")
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", _model.BaseUrl.ToString());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Test]
    public async Task The_same_question_is_answered_again_without_the_model_and_with_all_that_belongs_to_an_answer()
    {
        using var admin = await IndexAsync();
        var conversation = RandomIds.NewKey();

        var first = await _application.AskAsync(Question);
        var second = await _application.AskAsync("  ¿Cuál es   el plazo de devolución?", conversation);

        Assert.That(_model.Requests, Has.Count.EqualTo(1));
        Assert.That(second.Text(), Is.EqualTo(first.Text()));
        Assert.That(second.Single("sources").ToJsonString(), Is.EqualTo(first.Single("sources").ToJsonString()));
        Assert.That(second.Single("citation").ToJsonString(), Is.EqualTo(first.Single("citation").ToJsonString()));
        Assert.That((int?)second.Single("usage")["total_tokens"], Is.Zero);
        Assert.That(second.FinishReason(), Is.EqualTo("stop"));
        using var visitor = _application.Client();
        Assert.That(await visitor.GetStringAsync($"/api/v1/chat/history/{conversation}"), Does.Contain("El plazo es de 30 días [1]."));
        var trace = await admin.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>($"/api/v1/chat/trace/{(string?)second.Single("done")["message_id"]}");
        Assert.That((bool?)trace!["cached"], Is.True);
    }

    [Test]
    public async Task A_replaced_document_drops_the_answers_that_used_it_and_no_other()
    {
        using var admin = await IndexAsync();
        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages(Rates));
        await _application.SettledAsync();
        _model.Default = ModelScript.Tokens("Respuesta [1].");
        await AskBothAsync();
        await AskBothAsync();
        var before = _model.Requests.Count;

        await admin.UploadAsync("tarifas.pdf", SamplePdf.WithPages(Rates.Replace("12", "15", StringComparison.Ordinal)));
        await _application.SettledAsync();
        var other = await _application.AskAsync(Question);
        var requestsForOther = _model.Requests.Count - before;
        await _application.AskAsync("¿Cuánto cuesta el envío a Portugal?");

        Assert.That(before, Is.EqualTo(2));
        Assert.That((requestsForOther, _model.Requests.Count - before), Is.EqualTo((SourcesHold(other, "tarifas.pdf") ? 1 : 0, SourcesHold(other, "tarifas.pdf") ? 2 : 1)));
    }

    [Test]
    public async Task A_new_document_that_is_found_and_a_change_of_the_configuration_make_a_new_answer()
    {
        using var admin = await IndexAsync();
        await _application.AskAsync(Question);

        await admin.PutAsJsonAsync("/api/v1/bot/config", new { bot_name = "Ana" });
        await _application.AskAsync(Question);
        await admin.UploadAsync("nuevo.pdf", SamplePdf.WithPages("El plazo de devolución de los productos electrónicos es de 45 días."));
        await _application.SettledAsync();
        await _application.AskAsync(Question);

        Assert.That(_model.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task What_was_cut_failed_or_tried_out_is_not_given_again()
    {
        using var admin = await IndexAsync();
        _model.Enqueue(ModelScript.Status(401), ModelScript.Cut("El plazo "), ModelScript.CutByLength("El plazo es"));

        await _application.AskAsync(Question);
        await _application.AskAsync(Question);
        await _application.AskAsync(Question);
        using var preview = await admin.PostAsJsonAsync("/api/v1/bot/preview", new { input = Question });
        await preview.Content.ReadAsStringAsync();
        var last = await _application.AskAsync(Question);

        Assert.That(last.Text(), Is.EqualTo("El plazo es de 30 días [1]."));
        Assert.That(_model.Requests, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task An_answer_is_given_again_for_its_time()
    {
        _application.With("CACHE_TTL", "60");
        using var admin = await IndexAsync();
        await _application.AskAsync(Question);

        _application.Time.Advance(TimeSpan.FromSeconds(59));
        await _application.AskAsync(Question);
        var before = _model.Requests.Count;
        _application.Time.Advance(TimeSpan.FromSeconds(1));
        await _application.AskAsync(Question);

        Assert.That((before, _model.Requests.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Switched_off_every_question_is_the_models()
    {
        _application.With("ENABLE_CACHE", "false");
        using var admin = await IndexAsync();

        await _application.AskAsync(Question);
        await _application.AskAsync(Question);

        Assert.That(_model.Requests, Has.Count.EqualTo(2));
    }

    private static bool SourcesHold(List<ChatEvent> answer, string name) => answer.Single("sources").ToJsonString().Contains(name, StringComparison.Ordinal);

    private async Task AskBothAsync()
    {
        await _application.AskAsync(Question);
        await _application.AskAsync("¿Cuánto cuesta el envío a Portugal?");
    }

    private async Task<HttpClient> IndexAsync()
    {
        var admin = await _application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
        return admin;
    }
}
