using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Bot;

public sealed class BotConfigTests
{
    private const string Everything = """
        {"system_prompt":"Eres un pirata: ¡arr! 🏴‍☠️ «ñandú»","temperature":0.25,"bot_name":"Añá 日本","ui_prompt_extra":"Sé breve.",
        "welcome_message":"¡Hola!\n¿Qué tal?","theme_color":"#00Ff7f","starters":["¿Qué plazo hay?","¿Cuánto cuesta el envío?"],
        "input_placeholder":"Pregunta…","contact_text":"Llame al 900 123 123.","language":"en"}
        """;

    private RagApplication _application = null!;

    [SetUp]
    public void Start() => _application = new RagApplication();

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task Nothing_is_missing_before_anybody_has_configured_it()
    {
        using var admin = await _application.SignedInAsync();

        var config = await admin.ConfigAsync();

        Assert.That(config.Select(field => field.Key), Is.EqualTo(new[]
        {
            "system_prompt", "temperature", "updated_at", "bot_name", "ui_prompt_extra", "welcome_message", "theme_color", "starters",
            "input_placeholder", "contact_text", "language",
        }));
        Assert.That(config.Where(field => field.Value is null).Select(field => field.Key), Is.EqualTo(new[] { "updated_at" }));
        Assert.That((double?)config["temperature"], Is.EqualTo(0.7));
        Assert.That((string?)config["language"], Is.EqualTo("es"));
    }

    [Test]
    public async Task Every_field_comes_back_as_it_was_sent_and_outlives_a_restart()
    {
        using var storage = new TemporaryFolder();
        JsonObject answered;
        await using (var first = new RagApplication().With("STORAGE_DIR", storage.Path))
        {
            using var admin = await first.SignedInAsync();
            answered = await (await admin.PutConfigAsync(Everything)).JsonAsync();
        }

        await using var second = new RagApplication().With("STORAGE_DIR", storage.Path);
        using var next = await second.SignedInAsync();
        var read = await next.ConfigAsync();

        Assert.That(JsonNode.DeepEquals(read, answered), read.ToJsonString());
        Assert.That((string?)read["updated_at"], Is.EqualTo("2026-03-02T09:30:00.000Z"));
        foreach (var (name, value) in JsonNode.Parse(Everything)!.AsObject())
        {
            Assert.That(JsonNode.DeepEquals(read[name], value), $"{name}: {read[name]?.ToJsonString()}");
        }
    }

    [Test]
    public async Task An_absent_field_stays_and_an_explicit_null_goes_back_to_the_default()
    {
        using var admin = await _application.SignedInAsync();
        var before = await admin.ConfigAsync();
        await admin.PutConfigAsync(Everything);

        var after = await (await admin.PutConfigAsync("""{"temperature":null,"starters":null,"language":null,"unknown":1}""")).JsonAsync();

        Assert.That((string?)after["bot_name"], Is.EqualTo("Añá 日本"));
        foreach (var name in (string[])["temperature", "starters", "language"])
        {
            Assert.That(JsonNode.DeepEquals(after[name], before[name]), name);
        }
    }

    [Test]
    public async Task A_reset_takes_everything_back()
    {
        using var admin = await _application.SignedInAsync();
        var before = await admin.ConfigAsync();
        await admin.PutConfigAsync(Everything);

        var after = await (await admin.PostAsync(BotCalls.Config + "/reset", content: null)).JsonAsync();

        after["updated_at"] = null;
        Assert.That(JsonNode.DeepEquals(after, before), after.ToJsonString());
    }

    [TestCase("""{"temperature":1.01}""", "body.temperature")]
    [TestCase("""{"temperature":-0.1}""", "body.temperature")]
    [TestCase("""{"temperature":"0.5"}""", "body.temperature")]
    [TestCase("""{"temperature":true}""", "body.temperature")]
    [TestCase("""{"system_prompt":5}""", "body.system_prompt")]
    [TestCase("""{"bot_name":["a"]}""", "body.bot_name")]
    [TestCase("""{"starters":"a"}""", "body.starters")]
    [TestCase("""{"starters":["a",1]}""", "body.starters.1")]
    [TestCase("""{"starters":["a",null]}""", "body.starters.1")]
    [TestCase("""{"starters":["1","2","3","4","5","6","7"]}""", "body.starters")]
    [TestCase("""{"theme_color":"red"}""", "body.theme_color")]
    [TestCase("""{"theme_color":"#12345g"}""", "body.theme_color")]
    [TestCase("""{"theme_color":"#123456\n"}""", "body.theme_color")]
    [TestCase("""{"language":"fr"}""", "body.language")]
    public async Task A_value_that_cannot_be_is_refused_by_name_and_changes_nothing(string body, string location)
    {
        using var admin = await _application.SignedInAsync();
        var before = await admin.ConfigAsync();

        var response = await admin.PutConfigAsync(body);

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { location }));
        Assert.That(JsonNode.DeepEquals(await admin.ConfigAsync(), before));
    }

    [TestCase("system_prompt", 8000)]
    [TestCase("bot_name", 100)]
    [TestCase("ui_prompt_extra", 3000)]
    [TestCase("welcome_message", 500)]
    [TestCase("input_placeholder", 100)]
    [TestCase("contact_text", 300)]
    public async Task A_text_has_a_longest_length_in_characters(string name, int most)
    {
        using var admin = await _application.SignedInAsync();
        var longest = string.Concat(Enumerable.Repeat("😀", most));

        var taken = await admin.PutAsJsonAsync(BotCalls.Config, new Dictionary<string, string> { [name] = longest });
        var refused = await admin.PutAsJsonAsync(BotCalls.Config, new Dictionary<string, string> { [name] = longest + "x" });

        Assert.That((string?)(await taken.JsonAsync())[name], Is.EqualTo(longest));
        var problem = await refused.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EqualTo(new[] { $"body.{name}" }));
    }

    [Test]
    public async Task All_faults_of_a_change_are_named_together()
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.PutConfigAsync("""{"temperature":2,"language":"fr","starters":[" "]}""");

        var problem = await response.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "validation_error");
        Assert.That(problem.Locations(), Is.EquivalentTo(new[] { "body.temperature", "body.language", "body.starters.0" }));
    }

    [Test]
    public async Task A_change_made_on_a_stale_configuration_is_refused()
    {
        using var admin = await _application.SignedInAsync();
        var stale = await admin.ConfigTagAsync();
        var first = await admin.PutConfigAsync("""{"bot_name":"Ana"}""", stale.ToString());

        var second = await admin.PutConfigAsync("""{"bot_name":"Eva"}""", stale.ToString());
        var third = await admin.PutConfigAsync("""{"temperature":0.1}""", first.Headers.ETag!.ToString());

        await second.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "config_changed");
        Assert.That((string?)(await third.JsonAsync())["bot_name"], Is.EqualTo("Ana"));
        Assert.That(await admin.ConfigTagAsync(), Is.EqualTo(third.Headers.ETag));
    }

    [TestCase("\"nonsense\"")]
    [TestCase("nonsense")]
    [TestCase("W/\"0\"")]
    public async Task A_tag_that_was_never_given_matches_nothing(string ifMatch)
    {
        using var admin = await _application.SignedInAsync();

        var response = await admin.PutConfigAsync("""{"bot_name":"Eva"}""", ifMatch);

        await response.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "config_changed");
    }

    [Test]
    public async Task A_star_matches_any_and_a_list_matches_one_of_it()
    {
        using var admin = await _application.SignedInAsync();

        var star = await admin.PutConfigAsync("""{"bot_name":"Eva"}""", "*");
        var list = await admin.PutConfigAsync("""{"bot_name":"Ana"}""", $"\"other\", {star.Headers.ETag}");

        Assert.That((string?)(await list.JsonAsync())["bot_name"], Is.EqualTo("Ana"));
    }

    [Test]
    public async Task Of_many_changes_on_one_tag_exactly_one_is_made()
    {
        using var admin = await _application.SignedInAsync();
        var tag = (await admin.ConfigTagAsync()).ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => admin.PutConfigAsync($$"""{"bot_name":"{{i}}"}""", tag)));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed), Is.EqualTo(7));
    }

    [Test]
    public async Task Changes_of_different_fields_at_once_are_all_kept()
    {
        using var admin = await _application.SignedInAsync();
        string[] changes = ["\"bot_name\":\"Ana\"", "\"temperature\":0.1", "\"language\":\"en\"", "\"contact_text\":\"Aquí\""];

        await Task.WhenAll(changes.Select(change => admin.PutConfigAsync("{" + change + "}")));

        var config = await admin.ConfigAsync();
        Assert.That(
            ((string?)config["bot_name"], (double?)config["temperature"], (string?)config["language"], (string?)config["contact_text"]),
            Is.EqualTo(("Ana", 0.1, "en", "Aquí")));
    }

    [Test]
    public async Task The_public_part_is_whole_and_tells_nothing_else()
    {
        using var admin = await _application.SignedInAsync();
        await admin.PutConfigAsync("""{"bot_name":"Ana","starters":["¿Qué?"],"system_prompt":"secreto"}""");
        await admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = false });
        using var visitor = _application.Client();

        var shown = await (await visitor.GetAsync(BotCalls.Config + "/public")).JsonAsync();

        Assert.That(shown.Select(field => field.Key), Is.EqualTo(new[]
        {
            "bot_name", "welcome_message", "theme_color", "starters", "input_placeholder", "is_active",
        }));
        Assert.That(shown.Select(field => field.Value), Has.None.Null);
        Assert.That((string?)shown["bot_name"], Is.EqualTo("Ana"));
        Assert.That((bool?)shown["is_active"], Is.False);
    }

    [Test]
    public async Task The_variables_are_the_first_values_and_what_a_cleared_field_goes_back_to()
    {
        await using var application = new RagApplication().With("SYSTEM_PROMPT", "Habla de usted.").With("BOT_NAME", "Ñandú")
            .With("UI_PROMPT_EXTRA", "En dos frases.").With("TEMPERATURE", "0.4");
        using var admin = await application.SignedInAsync();

        var first = await admin.ConfigAsync();
        var changed = await (await admin.PutConfigAsync("""{"bot_name":"Ana","temperature":0.1}""")).JsonAsync();
        var cleared = await (await admin.PutConfigAsync("""{"bot_name":null,"temperature":null}""")).JsonAsync();

        Assert.That(
            ((string?)first["system_prompt"], (string?)first["bot_name"], (string?)first["ui_prompt_extra"], (double?)first["temperature"]),
            Is.EqualTo(("Habla de usted.", "Ñandú", "En dos frases.", 0.4)));
        Assert.That(((string?)changed["bot_name"], (double?)changed["temperature"]), Is.EqualTo(("Ana", 0.1)));
        Assert.That(((string?)cleared["bot_name"], (double?)cleared["temperature"]), Is.EqualTo(("Ñandú", 0.4)));
    }
}
