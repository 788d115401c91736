using Rag.Api.Configuration;

namespace Rag.Api.FunctionalTests.Configuration;

public sealed class ServiceSettingsTests
{
    private static readonly (string, string)[] Production =
    [
        ("ENVIRONMENT", "production"), ("MONGO_URI", "mongodb://rag:sesame@mongo:27017"), ("OPENAI_API_KEY", "sk-x"),
        ("JWT_SECRET", "Zk3vT8qLw0sYh2NnXr7bPa5uGd9eCj1fMi6oKtHx"),
    ];

    [Test]
    public void Four_variables_are_enough_for_production()
    {
        var settings = Read(Production);

        Assert.That(settings["MONGO_URI"], Is.EqualTo("mongodb://rag:sesame@mongo:27017"));
        Assert.That(settings.Warnings, Has.One.StartsWith("No origin is set"));
        Assert.That(settings.Warnings, Has.Count.EqualTo(1));
        Assert.That(settings.Values.Select(value => value.Shown), Has.None.Contains("sesame"));
    }

    [Test]
    public void Production_needs_its_database_and_refuses_to_debug()
    {
        var faults = Faults([Production[0], Production[2], Production[3], ("DEBUG", "yes")]);

        Assert.That(faults.Select(fault => fault.Split(' ')[0]), Is.EqualTo(new[] { "DEBUG", "MONGO_URI" }));
        Assert.That(Read(("DEBUG", "1"))["LOG_LEVEL"], Is.EqualTo("Debug"), "development");
        Assert.That(Read(("DEBUG", "1"), ("LOG_LEVEL", "warning"))["LOG_LEVEL"], Is.EqualTo("Warning"));
    }

    [TestCase("MONGO_URI", "mongodb+srv://u:p%40ss@cluster.example.net/?retryWrites=true", true)]
    [TestCase("MONGODB_URI", "mongodb://mongo", true)]
    [TestCase("MONGO_URI", "mongodb://", false)]
    [TestCase("MONGO_URI", "mongodb://u:p@/name", false)]
    [TestCase("MONGO_URI", "postgres://mongo", false)]
    [TestCase("REDIS_URL", "rediss://user:p%2Fw@cache.example:6380/2", true)]
    [TestCase("REDIS_URL", "redis://:pw@cache", true)]
    [TestCase("REDIS_URL", "cache:6379,password=pw,ssl=true", true)]
    [TestCase("REDIS_URL", "redis://cache/two", false)]
    [TestCase("REDIS_URL", "http://cache:6379", false)]
    [TestCase("REDIS_URL", "cache:port", false)]
    [TestCase("CHROMA_URL", "rag-chroma-x1y2:8000", true)]
    [TestCase("CHROMA_URL", "chroma", false)]
    [TestCase("CHROMA_URL", "chroma:port", false)]
    [TestCase("CHROMA_URL", "ftp://chroma:8000", false)]
    [TestCase("CHROMA_COLLECTION", "my documents", false)]
    [TestCase("MONGO_DATABASE_NAME", "a.b", false)]
    [TestCase("DISTANCE_STRATEGY", "L2", true)]
    [TestCase("DISTANCE_STRATEGY", "euclid", false)]
    [TestCase("PDFS_STORAGE", "s3", false)]
    [TestCase("MODEL_PRICES", """{"gpt-4o-mini": {"prompt": 0.15, "completion": 0.6}}""", true)]
    [TestCase("MODEL_PRICES", """{"gpt-4o-mini": {"prompt": 0.15}}""", false)]
    [TestCase("MODEL_PRICES", "cheap", false)]
    [TestCase("METRICS_PORT", "8000", false)]
    [TestCase("PORT", "9090", false)]
    [TestCase("CACHE_TTL", "0", false)]
    [TestCase("DAILY_TOKEN_BUDGET", "-1", false)]
    public void A_value_is_taken_or_named(string name, string value, bool isTaken)
    {
        if (isTaken)
        {
            Assert.That(Read((name, value)).Values, Has.One.Matches<SettingValue>(one => one.Written == value));
        }
        else
        {
            Assert.That(Faults((name, value)).Single(), Does.Contain(name));
        }
    }

    [TestCase("development")]
    [TestCase("production")]
    public void Files_in_a_database_that_is_not_named_are_refused(string environment)
    {
        Assert.That(
            Faults(("PDFS_STORAGE", "mongodb"), ("ENVIRONMENT", environment)),
            Has.One.StartsWith("PDFS_STORAGE is mongodb").And.One.Contains("MONGO_URI is not set; set it, or PDFS_STORAGE=disk"));
        Assert.That(Read(("PDFS_STORAGE", "MongoDB"), ("MONGO_URI", "mongodb://mongo"))["PDFS_STORAGE"], Is.EqualTo("MongoDb"));
    }

    [Test]
    public void A_platforms_host_and_port_of_chroma_is_its_URL()
    {
        Assert.That(Read(("CHROMA_URL", "rag-chroma-x1y2:8000"))["CHROMA_URL"], Is.EqualTo("http://rag-chroma-x1y2:8000"));
    }

    [Test]
    public void The_port_of_metrics_may_be_ours_when_there_are_none()
    {
        Assert.That(Read(("PORT", "9090"), ("ENABLE_METRICS", "false"))["PORT"], Is.EqualTo("9090"));
    }

    [Test]
    public void Another_database_in_the_connection_string_is_warned_about()
    {
        Assert.That(Read(("MONGO_URI", "mongodb://u:p@mongo/other?x=1")).Warnings.Single(), Does.Contain("\"other\"").And.Contain("chatbot_rag_db"));
        Assert.That(Read(("MONGO_URI", "mongodb://u:p@mongo/chatbot_rag_db")).Warnings, Is.Empty);
    }

    [TestCase("UPLOAD_DIR", "PDFS_DIR")]
    [TestCase("persist_directory", "VECTOR_STORE_PATH")]
    [TestCase("WORKERS", "instances")]
    [TestCase("MONGO_URL", "MONGO_URI")]
    [TestCase("CORS_ORIGIN", "CORS_ORIGINS")]
    [TestCase("OPENAI_APIKEY", "OPENAI_API_KEY")]
    [TestCase("TEMPERATRUE", "TEMPERATURE")]
    public void A_name_that_does_nothing_is_answered_with_the_right_one(string name, string right)
    {
        Assert.That(Read((name, "x")).Warnings.Single(), Does.StartWith(name.ToUpperInvariant()).And.Contain(right));
    }

    [TestCase("HOSTNAME")]
    [TestCase("PATH")]
    [TestCase("PWD")]
    [TestCase("SHORT")]
    [TestCase("ASPNETCORE_URLS")]
    [TestCase("DOTNET_ENVIRONMENT")]
    public void The_names_of_others_are_passed_over(string name)
    {
        Assert.That(Read((name, "x")).Warnings, Is.Empty);
    }

    [Test]
    public void What_is_replaced_by_a_variable_names_one_that_exists()
    {
        var names = SettingsTable.Rows.Select(row => row.Name).ToList();

        Assert.That(UnknownNames.Retired.Keys.Intersect(names, StringComparer.OrdinalIgnoreCase), Is.Empty);
        Assert.That(UnknownNames.Retired.Values.Where(text => text.StartsWith("use ", StringComparison.Ordinal)).Select(text => text[4..^1]).Distinct(), Is.SubsetOf(names));
    }

    // Whoever gives one of these its effect, takes it out of both lists and gives its row a key.
    [Test]
    public void Every_variable_goes_into_the_configuration_but_those_that_rules_alone_look_at()
    {
        string[] rulesOnly = ["JWT_ALGORITHM", "DEBUG"];

        Assert.That(SettingsTable.Rows.Where(row => row.Key is null).Select(row => row.Name), Is.EquivalentTo(rulesOnly));
    }

    private static Settings Read(params (string Name, string Value)[] variables) => SettingsReader.Resolve(
        [new(SettingSource.Environment, variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.OrdinalIgnoreCase))], []);

    private static IReadOnlyList<string> Faults(params (string Name, string Value)[] variables) =>
        Assert.Throws<SettingsException>(() => Read(variables))!.Faults;
}
