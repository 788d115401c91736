using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Mongo;

/// <summary>The stored state in MongoDB and the vectors on this machine, as most installations of the old backend have it.</summary>
public sealed class MongoBackendTests
{
    [Test]
    public async Task State_bot_and_users_are_there_for_another_instance_and_after_a_restart()
    {
        using var storage = new TemporaryFolder();
        await using (var first = new RagApplication().With("STORAGE_DIR", storage.Path).OnMongo())
        {
            using var admin = await first.SignedInAsync();
            await first.AddUserAsync("ana@example.com");
            (await admin.PutAsJsonAsync("/api/v1/bot/state", new { is_active = false })).EnsureSuccessStatusCode();
            (await admin.PutAsJsonAsync("/api/v1/bot/config", new { bot_name = "Ana" })).EnsureSuccessStatusCode();
        }

        await using var second = new RagApplication().With("STORAGE_DIR", storage.Path).OnMongo();
        using var client = await second.SignedInAsync();
        var users = await client.GetFromJsonAsync<JsonObject>("/api/v1/users?search=ANA");
        var bot = await client.GetFromJsonAsync<JsonObject>("/api/v1/bot/config/public");

        Assert.That((int?)users!["total"], Is.EqualTo(1));
        Assert.That(((string?)bot!["bot_name"], (bool?)bot["is_active"]), Is.EqualTo(("Ana", false)));
        Assert.That(File.Exists(storage.File("rag.db")), Is.False);
    }

    [Test]
    public async Task Starts_alive_and_not_ready_while_the_server_cannot_be_reached()
    {
        await using var application = new RagApplication().With("MONGO_URI", "mongodb://127.0.0.1:1").With("MONGO_TIMEOUT_MS", "200");
        using var client = application.Client();

        var alive = await client.GetAsync("/api/v1/health");
        var ready = await client.GetAsync("/api/v1/health/ready");
        var asked = await client.PostAsJsonAsync(
            "/api/v1/auth/login", new { email = RagApplication.AdminEmail, password = RagApplication.Password });

        Assert.That((alive.StatusCode, ready.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)));
        var checks = (await ready.Content.ReadFromJsonAsync<JsonObject>())!["checks"]!;
        Assert.That((string?)checks["database"]!["status"], Is.EqualTo("unhealthy"));
        await asked.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "service_unavailable");
        Assert.That(asked.Headers.RetryAfter, Is.Not.Null);
        Assert.That(application.Log.Text, Does.Contain("MongoDB cannot be reached").And.Contain("A store did not answer"));
    }
}
