using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.Configuration;
using Rag.Api.FunctionalTests.Bot;

namespace Rag.Api.FunctionalTests.SystemAdmin;

public sealed class SystemConfigurationTests
{
    private const string Path = "/api/v1/system/configuration";

    [Test]
    public async Task An_admin_sees_every_variable_its_source_and_no_secret()
    {
        await using var application = new RagApplication().With("RETRIEVAL_K", "6").With("OPENAI_API_KEY", "sk-sesame");
        using var admin = await application.SignedInAsync();

        var text = await admin.GetStringAsync(Path);
        var variables = JsonNode.Parse(text)!["variables"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => variable!);

        Assert.That(variables.Keys, Is.EqualTo(SettingsTable.Rows.Select(row => row.Name)));
        Assert.That(Shown("RETRIEVAL_K"), Is.EqualTo(("6", "command_line")));
        Assert.That(Shown("RETRIEVAL_K_MULTIPLIER"), Is.EqualTo(("3", "default")));
        Assert.That(Shown("OPENAI_API_KEY"), Is.EqualTo(("********", "command_line")));
        Assert.That(Shown("AZURE_OPENAI_API_KEY"), Is.EqualTo(((string?)null, "default")));
        Assert.That(text, Does.Not.Contain("sesame").And.Not.Contain(RagApplication.JwtSecret).And.Not.Contain(RagApplication.Password));

        (string?, string?) Shown(string name) => ((string?)variables[name]["value"], (string?)variables[name]["source"]);
    }

    [Test]
    public async Task What_the_stored_bot_configuration_decides_is_shown_as_stored()
    {
        await using var application = new RagApplication().With("TEMPERATURE", "0.9").With("BOT_NAME", "Ana");
        using var admin = await application.SignedInAsync();

        var before = await ShownAsync(admin);
        await admin.PutConfigAsync("""{"temperature":0.25,"system_prompt":"Sesame","bot_name":"Luz"}""");
        var stored = await ShownAsync(admin);
        await admin.PutConfigAsync("""{"temperature":null,"system_prompt":null}""");
        var cleared = await ShownAsync(admin);

        Assert.That(before["TEMPERATURE"], Is.EqualTo(("0.9", "command_line")));
        Assert.That(stored["TEMPERATURE"], Is.EqualTo(("0.25", "stored")));
        Assert.That(stored["SYSTEM_PROMPT"], Is.EqualTo(("(text of 6 characters)", "stored")));
        Assert.That(stored["BOT_NAME"], Is.EqualTo(("Luz", "stored")));
        Assert.That(stored["UI_PROMPT_EXTRA"], Is.EqualTo(((string?)null, "default")));
        Assert.That(cleared["TEMPERATURE"], Is.EqualTo(("0.9", "command_line")));
        Assert.That(cleared["BOT_NAME"], Is.EqualTo(("Luz", "stored")));
    }

    private static async Task<Dictionary<string, (string?, string?)>> ShownAsync(HttpClient admin) =>
        (await admin.GetFromJsonAsync<JsonObject>(Path))!["variables"]!.AsArray().ToDictionary(
            variable => (string)variable!["name"]!, variable => ((string?)variable!["value"], (string?)variable["source"]));

    [Test]
    public async Task Nobody_else_does()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        using var ana = await application.SignedInAsync("ana@example.com");

        await (await ana.GetAsync(Path)).AssertProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await application.Client().GetAsync(Path)).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
