using System.Net.Http.Json;
using Rag.Api.FunctionalTests.Crash;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Deployment;

[Platform(Exclude = "Win", Reason = "The script is for bash.")]
public sealed class CheckDeploymentTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task Production_with_the_four_variables_of_existing_deployments_starts_and_passes_the_check()
    {
        using var storage = new TemporaryFolder();
        await using var model = await ScriptedModelServer.StartAsync();
        await using (var before = new RagApplication().With("STORAGE_DIR", storage.Path).OnMongo())
        {
            await before.AddUserAsync("ana@example.com", isAdmin: true);
        }

        using var application = await RunningApplication.StartAsync(
            storage.Path,
            ("ENVIRONMENT", "production"), ("MONGO_URI", MongoTestServer.Uri!), ("OPENAI_API_KEY", "sk-test"),
            // Where the server, the database and the port of a test are.
            ("OPENAI_BASE_URL", model.BaseUrl.ToString()), ("MONGO_DATABASE_NAME", MongoTestServer.DatabaseOf(storage.Path)), ("MONGO_TIMEOUT_MS", "30000"),
            // What other tests set and existing deployments do not, but for the rate: this test looks often.
            ("ADMIN_EMAIL", ""), ("ADMIN_PASSWORD", ""), ("STORAGE_DIR", ""), ("EMBEDDING_MODEL", ""));
        using var admin = await application.SignedInAsync("ana@example.com");
        (await admin.UploadAsync("devoluciones.pdf", SamplePdf.WithPages(
            "El plazo de devolución de los productos es de 30 días naturales desde la entrega, con el recibo de la compra."))).EnsureSuccessStatusCode();
        await Poll.UntilAsync(async () => (string?)(await admin.StatusAsync("devoluciones.pdf"))["status"] == "ready");

        var (status, output) = await CheckScript.RunAsync(
            [$"{application.Address}", "ana@example.com", RagApplication.Password], ("QUESTION", Question));

        Assert.That(status, Is.Zero, output);
        Assert.That(output, Does.Contain("1 documents").And.Contain("(stop)").And.Contain("0 failed").And.Not.Contain("no_answer"));
        Assert.That(application.Output, Does.Contain("CORS_ORIGINS"), "the warning");
        var conversations = await admin.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>("/api/v1/chat/conversations");
        Assert.That((int?)conversations!["total"], Is.Zero, "it cleans up after itself");
    }

    [Test]
    public async Task A_wrong_password_is_named()
    {
        await using var application = new RagApplication().WithRealModel();

        var (status, output) = await CheckScript.RunAsync([$"{application.Address}", RagApplication.AdminEmail, "not \"it\" \\"]);

        Assert.That(status, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("FAILED  The admin cannot sign in.").And.Contain("invalid_credentials").And.Contain("runs as \"development\""));
    }

    [Test]
    public async Task A_bot_that_is_off_is_named()
    {
        await using var application = new RagApplication().WithRealModel();
        using var admin = await application.SignedInAsync();
        (await admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = false })).EnsureSuccessStatusCode();

        var (status, output) = await CheckScript.RunAsync([$"{application.Address}", RagApplication.AdminEmail, RagApplication.Password]);

        Assert.That(status, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("FAILED  The bot is switched off.").And.Contain("The admin signs in"));
    }

    [Test]
    public async Task A_model_that_is_refused_is_named()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        model.Default = ModelScript.Status(401);
        await using var application = new RagApplication().WithRealModel().With("OPENAI_API_KEY", "sk-wrong").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("devoluciones.pdf", SamplePdf.WithPages("El plazo de devolución de los productos es de 30 días naturales desde la entrega."));
        await application.SettledAsync();

        var (status, output) = await CheckScript.RunAsync(
            [$"{application.Address}", RagApplication.AdminEmail, RagApplication.Password], ("QUESTION", Question));

        Assert.That(status, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("FAILED  A question ends in an error.").And.Contain("OPENAI_API_KEY"));
    }

    [Test]
    public async Task Nobody_who_answers_is_named_and_nothing_more_is_asked()
    {
        var (status, output) = await CheckScript.RunAsync(["http://127.0.0.1:1", RagApplication.AdminEmail, RagApplication.Password]);

        Assert.That(status, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("FAILED  It does not answer at http://127.0.0.1:1/api/v1/health.").And.EndsWith("0 passed, 1 failed\n"));
    }

    [Test]
    public async Task Called_wrongly_it_says_how_it_is_called()
    {
        var (status, output) = await CheckScript.RunAsync(["http://127.0.0.1:1"]);

        Assert.That(status, Is.EqualTo(64));
        Assert.That(output, Does.Contain("URL EMAIL PASSWORD"));
    }
}
