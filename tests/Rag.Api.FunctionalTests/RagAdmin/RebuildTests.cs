using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.RagAdmin;

/// <summary>A start with another EMBEDDING_MODEL, and the way over to it.</summary>
public sealed class RebuildTests
{
    private readonly TemporaryFolder _storage = new();

    [TearDown]
    public void RemoveStorage() => _storage.Dispose();

    [Test]
    public async Task Another_model_takes_over_by_a_rebuild_and_questions_are_answered_before_and_after_it()
    {
        await using (var first = Start("sentence-transformers/all-MiniLM-L6-v2"))
        {
            using var uploader = await first.SignedInAsync();
            await uploader.UploadAsync("Manual.pdf", SamplePdf.Manual());
            await first.SettledAsync();
        }

        await using var second = Start("intfloat/multilingual-e5-small");
        using var admin = await second.SignedInAsync();
        await UntilLoadedAsync(admin);
        var ready = await admin.GetFromJsonAsync<JsonObject>("/api/v1/health/ready");
        var before = await admin.RagStatusAsync();
        var answerBefore = await second.AskAsync("What does error code E-17 mean?");

        var rebuild = await admin.PostAsync("/api/v1/rag/rebuild", null);
        var again = await admin.PostAsync("/api/v1/rag/rebuild", null);
        JsonNode? state = null;
        await Poll.UntilAsync(async () => (string?)(state = (await admin.RagStatusAsync())["rebuild"])!["status"] != "running");

        Assert.That((string?)ready!["checks"]!["vector_store"]!["status"], Is.EqualTo("degraded"));
        Assert.That((string?)before["vector_store"]!["model"], Is.EqualTo("sentence-transformers/all-MiniLM-L6-v2"));
        Assert.That(answerBefore.Text(), Does.Contain("wind sensor"));
        Assert.That(rebuild.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)state!["status"], Is.EqualTo("done"));
        Assert.That((double?)state["progress"], Is.EqualTo(1));
        var after = await admin.RagStatusAsync();
        Assert.That((string?)after["vector_store"]!["model"], Is.EqualTo("intfloat/multilingual-e5-small"));
        Assert.That((long?)after["vector_store"]!["count"], Is.EqualTo((long?)after["total_chunks"]));
        Assert.That((await second.AskAsync("What does error code E-17 mean?")).Text(), Does.Contain("wind sensor"));
    }

    private RagApplication Start(string model) =>
        new RagApplication().With("STORAGE_DIR", _storage.Path).With("EMBEDDING_MODEL", model).WithOwnEmbedder();

    private static Task UntilLoadedAsync(HttpClient admin) => Poll.UntilAsync(async () =>
        (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/rag-status"))!["vector_store"] is not null
        && (await admin.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = "E-17" })).IsSuccessStatusCode);
}
