using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Bot;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.RagAdmin;

public sealed class RagAdminTests
{
    private const string Reindex = "/api/v1/rag/reindex-pdf";
    private const string Debug = "/api/v1/rag/retrieve-debug";
    private const string Question = "¿Cuál es el plazo de devolución?";

    private RagApplication _application = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _application = new RagApplication().WithRealModel();
        _admin = await _application.SignedInAsync();
        await _admin.UploadAsync("Manual.pdf", SamplePdf.Manual());
        await _application.SettledAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _admin.Dispose();
        await _application.DisposeAsync();
    }

    [Test]
    public async Task Indexing_again_makes_a_new_version_of_the_same_file_and_leaves_nothing_of_the_old_one()
    {
        var before = await _admin.StatusAsync("manual.pdf");
        var vectors = await VectorsAsync();

        var response = await _admin.PostAsJsonAsync(Reindex, new { filename = "MANUAL.pdf" });
        await _application.SettledAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((string?)(await response.JsonAsync())["document_id"], Is.EqualTo((string?)before["document_id"]));
        var after = await _admin.StatusAsync("manual.pdf");
        Assert.That(((string?)after["status"], (int?)after["version"]), Is.EqualTo(("ready", 2)));
        Assert.That((string?)after["content_hash"], Is.EqualTo((string?)before["content_hash"]));
        Assert.That(await VectorsAsync(), Is.EqualTo(vectors));
        Assert.That((await _application.AskAsync(Question)).Text(), Does.Contain("30 días"));
        Assert.That((await _admin.GetByteArrayAsync("/api/v1/pdfs/download/manual.pdf")).Length, Is.EqualTo((int?)before["size"]));
        Assert.That(await _application.CountFilesAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_force_a_document_that_is_ready_stays_as_it_is()
    {
        var response = await _admin.PostAsJsonAsync(Reindex, new { filename = "manual.pdf", force_update = false });
        await _application.SettledAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((int?)(await _admin.StatusAsync("manual.pdf"))["version"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_document_that_failed_is_tried_again()
    {
        await _admin.UploadAsync("roto.pdf", "%PDF-1.7 and then nothing that could be read"u8.ToArray());
        await _application.SettledAsync();

        var response = await (await _admin.PostAsJsonAsync(Reindex, new { filename = "roto.pdf", force_update = false })).JsonAsync();
        await _application.SettledAsync();

        Assert.That((string?)response["status"], Is.EqualTo("queued"));
        var after = await _admin.StatusAsync("roto.pdf");
        Assert.That(((string?)after["status"], (int?)after["version"]), Is.EqualTo(("failed", 2)));
        Assert.That(await _application.CountFilesAsync(), Is.EqualTo(2));
    }

    [TestCase("nada.pdf")]
    [TestCase("..")]
    public async Task There_is_nothing_to_index_under_an_unknown_name(string name)
    {
        var response = await _admin.PostAsJsonAsync(Reindex, new { filename = name });

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "document_not_found");
    }

    [Test]
    public async Task Clearing_leaves_nothing_in_any_store()
    {
        await _admin.UploadAsync("horario.pdf", SamplePdf.WithPages("El horario de la tienda es de 9 a 14 horas, de lunes a viernes."));
        await _application.SettledAsync();

        var cleared = await (await _admin.PostAsync("/api/v1/rag/clear-rag", content: null)).JsonAsync();

        Assert.That(cleared.Select(field => field.Key), Is.EqualTo(new[] { "status", "message", "remaining_pdfs", "vector_store_size" }));
        Assert.That(((int?)cleared["remaining_pdfs"], (int?)cleared["vector_store_size"]), Is.EqualTo((0, 0)));
        await _application.AssertNothingIsLeftAsync(_admin);
        Assert.That((await _application.AskAsync(Question)).FinishReason(), Is.EqualTo("no_answer"));
    }

    [Test]
    public async Task Every_candidate_is_shown_the_kept_ones_ranked_and_the_others_with_why()
    {
        var found = await DebugAsync(new { query = $" {Question} ", k = 2 });

        Assert.That(found.Select(field => field.Key), Is.EqualTo(new[] { "query", "k", "items", "context", "timings", "evidence", "evidence_limit" }));
        Assert.That(((string?)found["query"], (int?)found["k"]), Is.EqualTo((Question, 2)));
        var items = Items(found);
        Assert.That(items[0].Select(field => field.Key), Is.EqualTo(new[]
        {
            "rank", "kept", "reason", "filename", "document_id", "page", "chunk_index", "text", "dense_score", "lexical_score", "fused_score", "score", "coverage",
        }));
        Assert.That(items.Select(item => (int?)item["rank"]).Take(3), Is.EqualTo(new int?[] { 1, 2, null }));
        Assert.That(items.Select(item => (bool)item["kept"]!).Count(isKept => isKept), Is.EqualTo(2));
        Assert.That(items.Take(2).Select(item => (string?)item["reason"]), Is.All.Null);
        Assert.That(items.Skip(2).Select(item => (string?)item["reason"]).Distinct(), Is.SubsetOf(new[] { "beyond_k", "near_duplicate", "below_threshold" }).And.Not.Empty);
        Assert.That(((int?)items[0]["page"], (string?)items[0]["filename"]), Is.EqualTo((3, "Manual.pdf")));
        var timings = found["timings"]!.AsObject();
        Assert.That(timings.Select(stage => stage.Key), Is.EquivalentTo(new[] { "embed", "search", "rank", "context" }));
        Assert.That(timings.Select(stage => (double)stage.Value!), Is.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public async Task The_context_is_to_the_letter_what_the_model_is_given()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        await using var application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-secret-of-the-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("manual.pdf", SamplePdf.Manual());
        await application.SettledAsync();

        var found = await (await admin.PostAsJsonAsync(Debug, new { query = Question })).JsonAsync();
        await application.AskAsync(Question);

        Assert.That((string?)found["context"], Is.Not.Empty);
        Assert.That(model.Requests.Single().Messages[^1].Content, Does.StartWith((string)found["context"]!));
    }

    [Test]
    public async Task A_filter_finds_in_its_document_only()
    {
        await _admin.UploadAsync("devoluciones.pdf", SamplePdf.WithPages("El plazo de devolución de los libros es de 14 días."));
        await _application.SettledAsync();
        var id = (string)(await _admin.StatusAsync("devoluciones.pdf"))["document_id"]!;

        var byName = await DebugAsync(new { query = Question, filter_criteria = new { filename = "DEVOLUCIONES.pdf" } });
        var byId = await DebugAsync(new { query = Question, filter_criteria = new { document_id = id } });
        var neither = await DebugAsync(new { query = Question, filter_criteria = new { filename = "manual.pdf", document_id = id } });
        var all = await DebugAsync(new { query = Question, filter_criteria = new { }, include_context = false });

        Assert.That(Items(byName).Select(item => (string?)item["document_id"]), Is.EqualTo(new[] { id }));
        Assert.That(Items(byId).Select(item => (string?)item["document_id"]), Is.EqualTo(new[] { id }));
        Assert.That(Items(neither), Is.Empty);
        Assert.That(Items(all).Select(item => (string?)item["filename"]).Distinct().Count(), Is.EqualTo(2));
        Assert.That(all["context"], Is.Null);
    }

    [TestCase("{}", "body.query")]
    [TestCase("""{"query":""}""", "body.query")]
    [TestCase("""{"query":"a","k":0}""", "body.k")]
    [TestCase("""{"query":"a","k":51}""", "body.k")]
    [TestCase("""{"query":"a","k":"4"}""", "body.k")]
    [TestCase("""{"query":"a","filter_criteria":{"document_id":"x"}}""", "body.filter_criteria.document_id")]
    [TestCase("""{"query":"a","filter_criteria":{"filename":1}}""", "body.filter_criteria.filename")]
    public async Task What_cannot_be_asked_is_refused_by_name(string body, string location)
    {
        var response = await _admin.PostAsync(Debug, new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
    }

    private static List<JsonObject> Items(JsonObject found) => [.. found["items"]!.AsArray().Select(item => item!.AsObject())];

    private async Task<JsonObject> DebugAsync(object request) => await (await _admin.PostAsJsonAsync(Debug, request)).JsonAsync();

    private async Task<long> VectorsAsync() => (long)(await _admin.RagStatusAsync())["vector_store"]!["count"]!;
}
