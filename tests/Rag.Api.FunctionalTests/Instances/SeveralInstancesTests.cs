using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rag.Api.FunctionalTests.Bot;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Instances;

/// <summary>Two instances with storage folders of their own and the same servers. Both clocks stand still: nothing here waits for a poll.</summary>
[TestFixture(BackendKind.Mongo)]
[TestFixture(BackendKind.All)]
public sealed class SeveralInstancesTests : IAsyncDisposable
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    private readonly RagApplication _one;
    private readonly RagApplication _other;

    public SeveralInstancesTests(object backend)
    {
        _one = new RagApplication().On((BackendKind)backend).With("PDFS_STORAGE", "mongodb").WithRealModel();
        _other = _one.Another().With("PDFS_STORAGE", "mongodb").WithRealModel();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Test]
    public async Task What_is_uploaded_to_one_is_answered_from_by_the_other_until_it_is_deleted_there()
    {
        using var admin = await _one.SignedInAsync();
        using var otherAdmin = await _other.SignedInAsync();
        (await admin.UploadAsync("Manual.pdf", SamplePdf.Manual())).EnsureSuccessStatusCode();
        Assert.That((string?)(await otherAdmin.UntilSettledAsync("Manual.pdf"))["status"], Is.EqualTo("ready"));

        var answer = await _other.AskAsync(Question);
        Assert.That(answer.Text(), Does.Contain("30 días"));
        Assert.That(answer.Text(), Is.EqualTo((await _one.AskAsync(Question)).Text()));
        Assert.That(await RetrievedAsync(otherAdmin), Is.EqualTo(await RetrievedAsync(admin)), "both sides, the same scores");
        Assert.That(await (await otherAdmin.GetAsync("/api/v1/pdfs/download/Manual.pdf")).Content.ReadAsByteArrayAsync(), Is.EqualTo(SamplePdf.Manual()));
        await AssertConsistentAsync(admin, otherAdmin);

        (await otherAdmin.DeleteAsync("/api/v1/pdfs/Manual.pdf")).EnsureSuccessStatusCode();
        Assert.That((await _one.AskAsync(Question)).Text(), Does.Not.Contain("30 días"));
        await AssertConsistentAsync(admin, otherAdmin);
    }

    [Test]
    public async Task The_bot_is_switched_off_and_configured_for_both()
    {
        using var admin = await _one.SignedInAsync();
        using var visitor = _other.Client();
        (await admin.PutConfigAsync("""{"bot_name": "Ana"}""")).EnsureSuccessStatusCode();
        (await admin.PostAsync("/api/v1/bot/toggle", null)).EnsureSuccessStatusCode();

        var shown = await visitor.GetFromJsonAsync<JsonObject>("/api/v1/bot/config/public");
        Assert.That(((string?)shown!["bot_name"], (bool?)shown["is_active"]), Is.EqualTo(("Ana", false)));
        var refused = await visitor.PostAsJsonAsync("/api/v1/chat/stream", new { input = Question });
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "bot_inactive");

        using var otherAdmin = await _other.SignedInAsync();
        (await otherAdmin.PostAsync("/api/v1/bot/toggle", null)).EnsureSuccessStatusCode();
        using var here = _one.Client();
        Assert.That((await here.PostAsJsonAsync("/api/v1/chat/stream", new { input = Question })).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_session_is_open_at_both_and_closed_at_both()
    {
        var tokens = await _one.LoginAsync();
        using var here = _one.Client(tokens.Access);
        using var there = _other.Client(tokens.Access);
        Assert.That((await there.GetAsync("/api/v1/auth/me")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        (await here.PostAsJsonAsync("/api/v1/auth/logout", new { refresh_token = tokens.Refresh })).EnsureSuccessStatusCode();

        Assert.That((await there.GetAsync("/api/v1/auth/me")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        var refreshed = await there.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Refresh });
        Assert.That(refreshed.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_instance_that_comes_later_or_lost_its_storage_answers_when_it_is_ready()
    {
        using var admin = await _one.SignedInAsync();
        await admin.UploadAsync("Manual.pdf", SamplePdf.Manual());
        Assert.That((string?)(await admin.UntilSettledAsync("Manual.pdf"))["status"], Is.EqualTo("ready"));

        await using var third = _one.Another().With("PDFS_STORAGE", "mongodb").WithRealModel();
        using var visitor = third.Client();
        await Poll.UntilAsync(async () => (await visitor.GetAsync("/api/v1/health/ready")).StatusCode == HttpStatusCode.OK);

        Assert.That((await third.AskAsync(Question)).Text(), Does.Contain("30 días"));
        using var thirdAdmin = await third.SignedInAsync();
        Assert.That(await RetrievedAsync(thirdAdmin), Is.EqualTo(await RetrievedAsync(admin)));
    }

    [Test]
    public async Task A_rebuild_with_another_model_at_one_is_the_others_too_within_five_seconds()
    {
        await using (var before = With(new RagApplication(), "sentence-transformers/all-MiniLM-L6-v2"))
        {
            using var uploader = await before.SignedInAsync();
            await uploader.UploadAsync("Manual.pdf", SamplePdf.Manual());
            await before.SettledAsync();
        }

        await using var one = With(new RagApplication(), "intfloat/multilingual-e5-small");
        await using var other = With(new RagApplication(), "intfloat/multilingual-e5-small");
        using var admin = await one.SignedInAsync();
        using var otherAdmin = await other.SignedInAsync();
        await Poll.UntilAsync(() => CanSearchAsync(admin));
        await Poll.UntilAsync(() => CanSearchAsync(otherAdmin));
        (await admin.PostAsync("/api/v1/rag/rebuild", null)).EnsureSuccessStatusCode();
        await Poll.UntilAsync(async () => (string?)(await admin.RagStatusAsync())["rebuild"]!["status"] == "done");

        await Poll.UntilAsync(() =>
        {
            other.Time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(other.Log.Text.Contains("Another instance rebuilt the index", StringComparison.Ordinal));
        });

        Assert.That(await RetrievedAsync(otherAdmin), Is.EqualTo(await RetrievedAsync(admin)));
        Assert.That((await other.AskAsync(Question)).Text(), Does.Contain("30 días"));

        // With the servers and the folder of PDFs of this test's first instance.
        RagApplication With(RagApplication application, string model) =>
            application.OnServersOf(_one).With("PDFS_STORAGE", "mongodb").With("EMBEDDING_MODEL", model).WithOwnEmbedder();

        static async Task<bool> CanSearchAsync(HttpClient client) =>
            (await client.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = Question })).IsSuccessStatusCode;
    }

    private static async Task AssertConsistentAsync(params HttpClient[] admins)
    {
        foreach (var admin in admins)
        {
            var report = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/rag/consistency"))!;
            Assert.That(report["missing"]!.AsArray().Concat(report["orphans"]!.AsArray()).Select(finding => finding!.ToJsonString()), Is.Empty);
        }
    }

    /// <summary>The candidates with their scores, without the times that it took.</summary>
    private static async Task<string> RetrievedAsync(HttpClient admin)
    {
        var found = await (await admin.PostAsJsonAsync("/api/v1/rag/retrieve-debug", new { query = Question })).JsonAsync();
        return found["items"]!.ToJsonString() + found["context"];
    }
}
