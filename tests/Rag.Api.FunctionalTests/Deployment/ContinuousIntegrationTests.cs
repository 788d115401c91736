using System.Text.Json.Nodes;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Deployment;

public sealed class ContinuousIntegrationTests
{
    private static readonly JsonObject Jobs = Yaml.Read(".github/workflows/ci.yml")["jobs"]!.AsObject();
    private static readonly JsonObject Compose = Yaml.Read("docker-compose.yml")["services"]!.AsObject();

    [TestCase("mongo")]
    [TestCase("chroma")]
    [TestCase("redis")]
    public void The_servers_of_the_tests_are_those_of_a_deployment(string service)
    {
        Assert.That((string?)Jobs["test"]!["services"]![service]!["image"], Is.EqualTo((string?)Compose[service]!["image"]));
    }

    [Test]
    public void The_tests_are_told_of_them_by_the_variables_that_they_read()
    {
        Assert.That(Jobs["test"]!["env"]!.AsObject().Select(variable => variable.Key), Is.EquivalentTo(
            new[] { MongoTestServer.Variable, TestServers.ChromaVariable, TestServers.RedisVariable }));
        Assert.That(Jobs["test"]!["steps"]!.AsArray().Select(step => (string?)step!["run"]), Does.Contain(".ci/run"));
    }

    [Test]
    public void The_image_is_started_with_every_value_that_it_cannot_do_without()
    {
        var steps = string.Join('\n', Jobs["image"]!["steps"]!.AsArray().Select(step => (string?)step!["run"]));

        Assert.That(steps, Does.Contain("JWT_SECRET=").And.Contain("MONGO_PASSWORD=").And.Contain("MODEL_TYPE=LOCAL").And.Contain("/health/ready"));
    }
}
