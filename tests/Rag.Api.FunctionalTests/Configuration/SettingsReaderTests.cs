using Rag.Api.Configuration;

namespace Rag.Api.FunctionalTests.Configuration;

public sealed class SettingsReaderTests
{
    [Test]
    public void Without_anything_set_all_defaults_are_valid()
    {
        var settings = Read();

        Assert.That(settings.Warnings, Is.Empty);
        Assert.That(settings.Values.Select(value => value.Source), Is.All.EqualTo(SettingSource.Default));
        Assert.That(settings["MODEL_TYPE"], Is.EqualTo("Local"));
    }

    [TestCase("RAG_CHUNK_SIZE", "abc", "a whole number from 50 to 8000")]
    [TestCase("RAG_CHUNK_SIZE", "12.5", "a whole number from 50 to 8000")]
    [TestCase("RAG_CHUNK_SIZE", "99999999999", "a whole number from 50 to 8000")]
    [TestCase("TEMPERATURE", "0,7", "a number from 0 to 1, with a point")]
    [TestCase("TEMPERATURE", "1.1", "a number from 0 to 1, with a point")]
    [TestCase("TEMPERATURE", "NaN", "a number from 0 to 1, with a point")]
    [TestCase("NO_ANSWER_THRESHOLD", "often", "auto, or a number from 0 to 1, with a point")]
    [TestCase("ENABLE_DOCS", "maybe", "true or false (also 1/0, yes/no, on/off)")]
    [TestCase("ENVIRONMENT", "prod", "one of development, testing, staging, production")]
    [TestCase("JWT_ALGORITHM", "none", "one of HS256")]
    [TestCase("OPENAI_BASE_URL", "localhost:8080", "a URL that begins with http:// or https://")]
    [TestCase("HOST", "example.com", "an IP address of this machine, 0.0.0.0 for all of them, or localhost")]
    [TestCase("CONVERSATION_RETENTION_DAYS", "-1", "a whole number of days from 0 to 36500")]
    [TestCase("CONVERSATION_RETENTION_DAYS", "36501", "a whole number of days from 0 to 36500")]
    [TestCase("CORS_MAX_AGE", "soon", "a whole number of seconds from 0 to 86400")]
    [TestCase("CORS_ORIGINS", "[\"https://a.example\"", "origins such as https://www.example.com, as a JSON array or separated by commas")]
    [TestCase("TRUSTED_PROXIES", "10.0.0.0/99", "IP addresses, CIDR ranges and the word private, as a JSON array or separated by commas")]
    [TestCase("PORT", "65536", "a whole number from 0 to 65535")]
    public void A_wrong_value_is_named_with_what_would_be_right(string name, string value, string expected)
    {
        var faults = Faults((name, value));

        Assert.That(faults, Is.EqualTo(new[] { $"{name} is \"{value}\"; it must be {expected}." }));
    }

    [TestCase("SYSTEM_PROMPT", 8000)]
    [TestCase("BOT_NAME", 100)]
    [TestCase("UI_PROMPT_EXTRA", 3000)]
    public void A_text_is_as_long_as_the_stored_configuration_takes_it(string name, int most)
    {
        var longest = string.Concat(Enumerable.Repeat("😀", most));

        Assert.That(Read((name, longest)).IsFaulty(name), Is.False);
        Assert.That(Faults((name, longest + "x")).Single(), Does.StartWith(name).And.EndsWith($"it must be text of at most {most} characters."));
    }

    [Test]
    public void All_faults_come_together()
    {
        var faults = Faults(("PORT", "x"), ("TEMPERATURE", "x"), ("RAG_CHUNK_SIZE", "100"), ("RAG_CHUNK_OVERLAP", "100"), ("ADMIN_EMAIL", "a@b.co"));

        Assert.That(faults.Select(fault => fault.Split(' ')[0]), Is.EqualTo(new[] { "PORT", "TEMPERATURE", "RAG_CHUNK_OVERLAP", "ADMIN_PASSWORD" }));
    }

    [Test]
    public void A_fault_of_a_secret_does_not_show_it()
    {
        var fault = Faults(("JWT_SECRET", "short-and-secret")).Single();

        Assert.That(fault, Does.StartWith("JWT_SECRET is a secret of 16 characters; it must be at least 32 bytes"));
    }

    [TestCase("TRUE", true)]
    [TestCase("1", true)]
    [TestCase("Yes", true)]
    [TestCase("on", true)]
    [TestCase("False", false)]
    [TestCase("0", false)]
    [TestCase("no", false)]
    [TestCase("OFF", false)]
    public void Switches_take_the_usual_words(string word, bool meant)
    {
        Assert.That(Read(("ENABLE_DOCS", word))["ENABLE_DOCS"], Is.EqualTo(meant ? "true" : "false"));
    }

    [TestCase("")]
    [TestCase("   ")]
    public void An_empty_value_is_unset(string value)
    {
        Assert.That(Read(("RAG_CHUNK_SIZE", value))["RAG_CHUNK_SIZE"], Is.EqualTo("700"));
    }

    [Test]
    public void Names_are_read_without_case_and_times_in_their_unit()
    {
        Assert.That(Read(("jwt_access_token_expire_minutes", "90"))["JWT_ACCESS_TOKEN_EXPIRE_MINUTES"], Is.EqualTo("01:30:00"));
    }

    [Test]
    public void The_second_name_works_and_the_first_wins_with_a_warning()
    {
        var second = Read(("CHUNK_SIZE", "600"));
        var both = Read(("CHUNK_SIZE", "600"), ("RAG_CHUNK_SIZE", "500"));
        var alike = Read(("CHUNK_SIZE", "600"), ("RAG_CHUNK_SIZE", "600"));

        Assert.That((second["RAG_CHUNK_SIZE"], second.Warnings.Count), Is.EqualTo(("600", 0)));
        Assert.That((both["RAG_CHUNK_SIZE"], both.Warnings.Count), Is.EqualTo(("500", 1)));
        Assert.That(alike.Warnings, Is.Empty);
    }

    [Test]
    public void The_environment_wins_over_the_file_under_either_name()
    {
        var settings = SettingsReader.Resolve(
            [Layer(SettingSource.Environment, ("CHUNK_SIZE", "600")), Layer(SettingSource.File, ("RAG_CHUNK_SIZE", "500"), ("RETRIEVAL_K", "9"))], []);

        Assert.That(settings["RAG_CHUNK_SIZE"], Is.EqualTo("600"));
        Assert.That(settings["RETRIEVAL_K"], Is.EqualTo("9"));
    }

    [Test]
    public void A_key_chooses_its_model_type_unless_one_is_set()
    {
        Assert.That(Read(("OPENAI_API_KEY", "sk-x"))["MODEL_TYPE"], Is.EqualTo("OpenAI"));
        Assert.That(Read(("OPENAI_API_KEY", "sk-x"), ("MODEL_TYPE", "local"))["MODEL_TYPE"], Is.EqualTo("Local"));
    }

    [Test]
    public void Auto_leaves_the_threshold_to_the_model()
    {
        Assert.That(Read(("NO_ANSWER_THRESHOLD", "AUTO"))["NO_ANSWER_THRESHOLD"], Is.Null);
        Assert.That(Read(("NO_ANSWER_THRESHOLD", "0.25"))["NO_ANSWER_THRESHOLD"], Is.EqualTo("0.25"));
    }

    private static readonly (string, string) Mongo = ("MONGO_URI", "mongodb://rag:sesame@one:27017,two:27017/?replicaSet=rs0");
    private static readonly (string, string) RealSecret = ("JWT_SECRET", "Zk3vT8qLw0sYh2NnXr7bPa5uGd9eCj1fMi6oKtHx");

    [TestCase("*")]
    [TestCase("https://*.example.com")]
    [TestCase("example.com")]
    [TestCase("https://example.com/path")]
    [TestCase("ftp://example.com")]
    [TestCase("https://user@example.com")]
    [TestCase("null")]
    public void What_is_no_origin_is_refused_outside_development(string origin)
    {
        foreach (var name in new[] { "CORS_ORIGINS", "CORS_ORIGINS_WIDGET", "CORS_ORIGINS_ADMIN", "CLIENT_ORIGIN_URL" })
        {
            var fault = Faults(("ENVIRONMENT", "staging"), RealSecret, (name, $"https://good.example,{origin}")).Single();

            Assert.That(fault, Does.StartWith($"{name} has \"{origin}\"").And.Contain("https://www.example.com"));
            Assert.That(Read((name, origin)).Warnings, Has.Count.EqualTo(origin == "*" ? 0 : 1), "development");
        }
    }

    [Test]
    public void Lists_are_json_or_separated_by_commas_and_origins_are_written_as_browsers_do()
    {
        Assert.That(Read(("CORS_ORIGINS", "HTTPS://A.example:443/ , http://b.example:8080,"))["CORS_ORIGINS"], Is.EqualTo("[\"https://a.example\",\"http://b.example:8080\"]"));
        Assert.That(Read(("CORS_ORIGINS", "[\"https://a.example\"]"))["CORS_ORIGINS"], Is.EqualTo("[\"https://a.example\"]"));
    }

    [Test]
    public void Production_starts_with_a_real_secret_and_a_key()
    {
        Assert.That(Read(("ENVIRONMENT", "production"), Mongo, RealSecret, ("OPENAI_API_KEY", "sk-x"))["ENVIRONMENT"], Is.EqualTo("Production"));
    }

    [TestCase("testing")]
    [TestCase("staging")]
    [TestCase("production")]
    public void Outside_development_a_secret_is_needed(string environment)
    {
        Assert.That(Faults(("ENVIRONMENT", environment), Mongo, ("MODEL_TYPE", "LOCAL")).Single(), Does.StartWith("JWT_SECRET is not set"));
    }

    [Test]
    public void Outside_development_a_placeholder_is_no_secret()
    {
        var faults = Faults(("ENVIRONMENT", "staging"), ("JWT_SECRET", "your-super-secret-key-change-me-in-production"));

        Assert.That(faults.Single(), Does.StartWith("JWT_SECRET is a placeholder"));
    }

    [Test]
    public void Production_does_not_fall_back_to_quoting_by_accident()
    {
        Assert.That(Faults(("ENVIRONMENT", "production"), Mongo, RealSecret).Single(), Does.StartWith("OPENAI_API_KEY is not set"));
        Assert.That(Faults(("ENVIRONMENT", "production"), Mongo, RealSecret, ("MODEL_TYPE", "OPENAI")).Single(), Does.StartWith("OPENAI_API_KEY is not set"));
        Assert.That(Read(("ENVIRONMENT", "production"), Mongo, RealSecret, ("MODEL_TYPE", "LOCAL"))["MODEL_TYPE"], Is.EqualTo("Local"));
    }

    [Test]
    public void An_embedder_elsewhere_needs_a_key_or_a_server_of_ones_own_in_every_environment()
    {
        (string, string) remote = ("EMBEDDING_MODEL", "openai:text-embedding-3-small");

        Assert.That(Faults(remote).Single(), Does.StartWith("OPENAI_API_KEY is not set; EMBEDDING_MODEL=openai:text-embedding-3-small needs it"));
        Assert.That(Faults(("ENVIRONMENT", "production"), Mongo, RealSecret, ("MODEL_TYPE", "LOCAL"), remote).Single(), Does.StartWith("OPENAI_API_KEY is not set"));
        Assert.That(Read(remote, ("OPENAI_API_KEY", "sk-x"))["EMBEDDING_MODEL"], Is.EqualTo(remote.Item2));
        Assert.That(Read(remote, ("OPENAI_BASE_URL", "http://localhost:11434/v1"))["EMBEDDING_MODEL"], Is.EqualTo(remote.Item2));
        Assert.That(Faults(("EMBEDDING_MODEL", "openai: "), ("OPENAI_API_KEY", "sk-x")).Single(), Does.StartWith("EMBEDDING_MODEL is openai: without a model"));
    }

    [Test]
    public void Azure_needs_its_three_variables()
    {
        Assert.That(Faults(("MODEL_TYPE", "azure"), ("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com")).Select(fault => fault.Split(' ')[0]),
            Is.EqualTo(new[] { "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_DEPLOYMENT" }));
    }

    [Test]
    public void The_first_admins_password_follows_the_policy_outside_development()
    {
        (string, string)[] admin = [("ADMIN_EMAIL", "ana@example.com"), ("ADMIN_PASSWORD", "password")];

        Assert.That(Read(admin)["ADMIN_EMAIL"], Is.EqualTo("ana@example.com"));
        Assert.That(Faults([.. admin, ("ENVIRONMENT", "staging"), RealSecret]).Single(), Does.StartWith("ADMIN_PASSWORD is too weak"));
        Assert.That(Faults(("ADMIN_EMAIL", "ana@example.com"), ("ADMIN_PASSWORD", new string('x', 73))).Single(), Does.StartWith("ADMIN_PASSWORD has the wrong length"));
    }

    private static Settings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Resolve([Layer(SettingSource.Environment, variables)], []);

    private static IReadOnlyList<string> Faults(params (string Name, string Value)[] variables) =>
        Assert.Throws<SettingsException>(() => Read(variables))!.Faults;

    private static SettingsReader.Layer Layer(SettingSource source, params (string Name, string Value)[] variables)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in variables)
        {
            values[name] = value;
        }

        return new(source, values);
    }
}
