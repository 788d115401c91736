using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Chat;
using Rag.Testing;

namespace Rag.Api.FunctionalTests;

/// <summary>The day of a front end of the old backend, request by request.</summary>
public sealed class OldClientFlowTests
{
    private const string FileName = "Condiciones año 2026 (versión final).pdf";

    private static readonly string Decomposed = FileName.Normalize(NormalizationForm.FormD);

    [Test]
    public async Task Everything_that_a_front_end_of_the_old_backend_does_works()
    {
        await using var model = await ScriptedModelServer.StartAsync();
        await using var application = new RagApplication().WithRealModel()
            .With("OPENAI_API_KEY", "sk-test").With("OPENAI_BASE_URL", model.BaseUrl.ToString());
        using var client = new OldClient(application.Client());

        await SignsInAndRefreshesAsync(client);
        await PagesAndSearchesUsersAsync(application, client);
        await UploadsAndPollsAsync(application, client);
        await ConfiguresTheBotAsync(client);
        await AsksAsync(client);
        await ExportsAndCountsAsync(client);
        await DeletesByEitherSpellingAsync(application, client);
    }

    private static async Task SignsInAndRefreshesAsync(OldClient client)
    {
        var login = await client.ReadAsync(client.SendJsonAsync(
            HttpMethod.Post, "auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password }));
        client.Token = (string)login["access_token"]!;

        var me = await client.ReadAsync(client.GetAsync("auth/me"));
        var refreshed = await client.ReadAsync(client.SendJsonAsync(
            HttpMethod.Post, "auth/refresh", new { refresh_token = (string)login["refresh_token"]! }));
        client.Token = (string)refreshed["access_token"]!;

        Assert.That(((string?)me["email"], (bool?)me["is_admin"]), Is.EqualTo((RagApplication.AdminEmail, true)));
        Assert.That((string?)refreshed["token_type"], Is.EqualTo("bearer"));
    }

    private static async Task PagesAndSearchesUsersAsync(RagApplication application, OldClient client)
    {
        foreach (var name in new[] { "ana", "eva", "luis" })
        {
            await application.AddUserAsync($"{name}@example.com");
        }

        var page = await client.ReadAsync(client.GetAsync("users?skip=2&limit=2"));
        var found = await client.ReadAsync(client.GetAsync("users?skip=0&limit=20&search=EVA"));

        Assert.That(((int?)page["total"], page["items"]!.AsArray().Count), Is.EqualTo((4, 2)));
        Assert.That(found["items"]!.AsArray().Select(user => (string)user!["email"]!), Is.EqualTo(new[] { "eva@example.com" }));
    }

    private static async Task UploadsAndPollsAsync(RagApplication application, OldClient client)
    {
        var uploaded = await client.ReadAsync(client.UploadAsync(FileName, SamplePdf.Manual()));
        var polled = await client.ReadAsync(client.GetAsync($"pdfs/status/{Encoded(FileName)}"));
        await application.SettledAsync();
        var done = await client.ReadAsync(client.GetAsync($"pdfs/status/{Encoded(Decomposed)}"));
        var list = await client.ReadAsync(client.GetAsync("pdfs/list"));

        Assert.That(((string?)uploaded["status"], (string?)uploaded["file_path"]), Is.EqualTo(("success", FileName)));
        Assert.That((string?)polled["status"], Is.AnyOf("queued", "processing", "ready"));
        Assert.That((double?)polled["progress"], Is.InRange(0, 1));
        Assert.That(((string?)done["status"], (double?)done["progress"]), Is.EqualTo(("ready", 1.0)));
        Assert.That(list["pdfs"]!.AsArray().Select(pdf => (string)pdf!["filename"]!), Is.EqualTo(new[] { FileName }));
    }

    private static async Task ConfiguresTheBotAsync(OldClient client)
    {
        const string Prompt = "Eres «Núria», de la tienda Ñandú. Responde con educación — y en español. 😀";
        await client.ReadAsync(client.SendJsonAsync(
            HttpMethod.Put, "bot/config", new { system_prompt = Prompt, temperature = 0.4, bot_name = "Núria", ui_prompt_extra = "Sé breve, ¿vale?" }));

        var config = await client.ReadAsync(client.GetAsync("bot/config"));
        var state = await client.ReadAsync(client.SendAsync(HttpMethod.Post, "bot/toggle", content: null));
        await client.ReadAsync(client.SendAsync(HttpMethod.Post, "bot/toggle", content: null));

        Assert.That((string?)config["system_prompt"], Is.EqualTo(Prompt));
        Assert.That(((string?)config["bot_name"], (string?)config["ui_prompt_extra"], (double?)config["temperature"]), Is.EqualTo(("Núria", "Sé breve, ¿vale?", 0.4)));
        Assert.That((bool?)state["is_active"], Is.False);
    }

    private static async Task AsksAsync(OldClient client)
    {
        using var response = await client.SendJsonAsync(HttpMethod.Post, "chat/stream_log", new
        {
            input = "¿Cuál es el plazo de devolución?",
            conversation_id = "6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11",
        });
        var frames = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        var outputs = frames.Where(frame => frame.StartsWith("data: ", StringComparison.Ordinal))
            .Select(frame => (string)JsonNode.Parse(frame["data: ".Length..])!["streamed_output"]!).ToList();

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(outputs[^1], Is.EqualTo("El plazo es de 30 días [1]."));
        Assert.That(outputs.Zip(outputs.Skip(1)).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)));
        Assert.That(frames[^1], Is.EqualTo("event: end\ndata: {}"));
    }

    private static async Task ExportsAndCountsAsync(OldClient client)
    {
        using var export = await client.GetAsync("chat/export-conversations");
        var workbook = Workbook.Read(await export.Content.ReadAsByteArrayAsync());
        var stats = await client.ReadAsync(client.GetAsync("chat/stats"));

        Assert.That(export.Content.Headers.ContentDisposition?.FileName, Does.Match(@"^conversaciones_\d{8}_\d{6}\.xlsx$"));
        Assert.That(export.Headers.GetValues("Access-Control-Expose-Headers").Single(), Does.Contain("Content-Disposition"));
        Assert.That(workbook.Only.Rows.Skip(1).Select(row => (row[2], row[3])), Is.EqualTo(new[]
        {
            ("user", "¿Cuál es el plazo de devolución?"), ("assistant", "El plazo es de 30 días [1]."),
        }));
        Assert.That(((int?)stats["total_queries"], (int?)stats["total_users"], (int?)stats["total_pdfs"]), Is.EqualTo((1, 1, 1)));
    }

    private static async Task DeletesByEitherSpellingAsync(RagApplication application, OldClient client)
    {
        var deleted = await client.ReadAsync(client.SendAsync(HttpMethod.Delete, $"pdfs/{Encoded(Decomposed)}", content: null));
        await client.ReadAsync(client.UploadAsync(Decomposed, SamplePdf.Manual()));
        await application.SettledAsync();
        await client.ReadAsync(client.SendAsync(HttpMethod.Delete, $"pdfs/{Encoded(FileName)}", content: null));
        using var again = await client.SendAsync(HttpMethod.Delete, $"pdfs/{Encoded(FileName)}", content: null);

        Assert.That((string?)deleted["status"], Is.EqualTo("success"));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>As encodeURIComponent does it, which leaves parentheses alone.</summary>
    private static string Encoded(string name) =>
        Uri.EscapeDataString(name).Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal);
}
