using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rag.Api.Configuration;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Deployment;

/// <summary>There is no container engine where these tests run: what the files name is held against what there is.</summary>
public sealed class DeploymentFilesTests
{
    private const string HealthPath = "/api/v1/health";
    private const string Storage = "/app/backend/storage";

    private static readonly string Dockerfile = File.ReadAllText(RepositoryFiles.Find("Dockerfile"));
    private static readonly JsonObject Compose = Yaml.Read("docker-compose.yml");
    private static readonly JsonObject Render = Yaml.Read("render.yaml");
    private static readonly JsonObject Railway = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Find("railway.json")))!.AsObject();

    private static JsonObject Api => Compose["services"]!["api"]!.AsObject();

    private static JsonObject OnRender(string name) => Render["services"]!.AsArray().Select(service => service!.AsObject()).Single(service => (string?)service["name"] == name);

    private static string DefaultOf(string name) => SettingsTable.Rows.Single(row => row.Name == name).Default!;

    [Test]
    public void Compose_sets_variables_that_exist_to_values_that_they_take()
    {
        foreach (var (name, value) in Api["environment"]!.AsObject())
        {
            var row = SettingsTable.Rows.SingleOrDefault(row => row.Name == name);
            var written = Regex.Replace((string)value!, @"\$\{[^}]*\}", "", RegexOptions.None, TimeSpan.FromSeconds(1));

            Assert.That(row, Is.Not.Null, name);
            Assert.That(written.Length == 0 || row!.Kind.Normalize(written) is not null, $"{name}={written}");
        }
    }

    [Test]
    public void Render_sets_variables_that_exist_to_values_that_they_take()
    {
        var arguments = Regex.Matches(Dockerfile, @"^ARG (?<name>\w+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value);
        foreach (var variable in OnRender("rag-api")["envVars"]!.AsArray().Where(one => !arguments.Contains((string)one!["key"]!)))
        {
            var row = SettingsTable.Rows.SingleOrDefault(row => row.Name == (string?)variable!["key"]);

            Assert.That(row, Is.Not.Null, $"{variable!["key"]}");
            Assert.That(variable["value"] is not { } value || row!.Kind.Normalize((string)value!) is not null, $"{variable}");
            Assert.That(!row!.IsSecret || variable["value"] is null, $"{row.Name} is a secret");
        }
    }

    [Test]
    public void Every_platform_asks_for_the_health_that_there_is()
    {
        Assert.That((string?)Railway["deploy"]!["healthcheckPath"], Is.EqualTo(HealthPath));
        Assert.That((string?)OnRender("rag-api")["healthCheckPath"], Is.EqualTo(HealthPath));
        Assert.That((string?)Railway["build"]!["builder"], Is.EqualTo("DOCKERFILE"));
        Assert.That(File.Exists(RepositoryFiles.Find((string)Railway["build"]!["dockerfilePath"]!)));
        Assert.That((string?)OnRender("rag-api")["runtime"], Is.EqualTo("docker"));
        Assert.That((string?)OnRender("rag-api")["dockerContext"], Is.EqualTo("."));
        // The old backend's start command, left in a dashboard, would win otherwise.
        Assert.That(Dockerfile, Does.Contain($"""ENTRYPOINT ["{((string)Railway["deploy"]!["startCommand"]!).Replace(" ", "\", \"", StringComparison.Ordinal)}"]"""));
    }

    [Test]
    public void The_port_of_the_image_is_the_default_and_the_storage_the_old_mount_path()
    {
        Assert.That(Dockerfile, Does.Match($@"(?m)^EXPOSE {DefaultOf("PORT")}$").And.Contain($"STORAGE_DIR={Storage}"));
        Assert.That((string?)OnRender("rag-api")["disk"]!["mountPath"], Is.EqualTo(Storage));
        Assert.That(Api["volumes"]!.AsArray().Select(volume => (string?)volume), Is.EqualTo(new[] { $"storage:{Storage}" }));
    }

    [Test]
    public void Only_the_api_has_a_port_outside()
    {
        var services = Compose["services"]!.AsObject();

        Assert.That(services.Select(service => service.Key), Is.EquivalentTo(new[] { "api", "mongo", "chroma", "redis" }));
        Assert.That(services.Where(service => service.Value!["ports"] is not null).Select(service => service.Key), Is.EqualTo(new[] { "api" }));
        Assert.That(services, Is.All.Matches<KeyValuePair<string, JsonNode?>>(service => service.Value!["healthcheck"] is not null && service.Value["volumes"] is not null));
        Assert.That(OnRender("rag-redis")["ipAllowList"]!.AsArray(), Is.Empty);
        Assert.That((string?)OnRender("rag-chroma")["type"], Is.EqualTo("pserv"));
        Assert.That(OnRender("rag-chroma")["disk"], Is.Not.Null);
    }

    [Test]
    public void Versions_of_what_others_make_are_pinned()
    {
        string[] images =
        [
            .. Compose["services"]!.AsObject().Where(service => service.Key != "api").Select(service => (string)service.Value!["image"]!),
            (string)OnRender("rag-chroma")["image"]!["url"]!,
            .. Regex.Matches(Dockerfile, @"^FROM .*?(?<image>\S+)(?: AS \w+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["image"].Value),
        ];

        Assert.That(images, Has.Length.EqualTo(6));
        Assert.That(images, Is.All.Match(@":\d+\.\d+"));
        Assert.That(images.Where(image => image.Contains("chroma:", StringComparison.Ordinal)).Select(image => image.Split('/')[^1]).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void The_container_may_do_nothing_that_it_need_not()
    {
        Assert.That((string?)Api["read_only"], Is.EqualTo("true"));
        Assert.That(Api["cap_drop"]!.AsArray().Select(one => (string?)one), Is.EqualTo(new[] { "ALL" }));
        Assert.That(Dockerfile, Does.Match(@"(?m)^ARG RUN_AS=[1-9]\d+$").And.Match(@"(?m)^USER \$RUN_AS$"));
        // Without ICU accents fold wrongly, and the embedder sees other words.
        Assert.That(Dockerfile, Does.Contain("chiseled-extra").And.Contain("COPY models/"));
    }

    [Test]
    public void The_image_is_restored_from_every_project_that_it_is_built_from()
    {
        var projects = Directory.GetFiles(RepositoryFiles.Find("src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'));

        Assert.That(projects, Is.All.Matches<string>(project =>
            Dockerfile.Contains($"COPY {project} {Path.GetDirectoryName(project)}/packages.lock.json {Path.GetDirectoryName(project)}/", StringComparison.Ordinal)));
    }
}
