using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Infrastructure.Ingestion;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Pdfs;

/// <summary>/pdfs/events. No worker runs here: each test does the worker's steps itself.</summary>
public sealed class DocumentEventsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    [Test]
    public async Task Begins_with_all_documents_and_tells_of_every_change_and_deletion()
    {
        await using var application = Idle();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("uno.pdf", SamplePdf.WithPages("Uno."));
        await using var watched = await WatchedDocuments.OpenAsync(application);

        var snapshot = await watched.NextAsync();
        await admin.UploadAsync("dos.pdf", SamplePdf.WithPages("Dos."));
        var uploaded = await watched.NextAsync();
        await admin.DeleteAsync("/api/v1/pdfs/uno.pdf");
        var deleted = await watched.NextAsync();

        Assert.That(watched.Response.Headers.CacheControl!.NoCache, Is.True);
        Assert.That(watched.Response.Headers.GetValues("X-Accel-Buffering").Single(), Is.EqualTo("no"));
        Assert.That(snapshot!.Name, Is.EqualTo("snapshot"));
        Assert.That(snapshot.Content["pdfs"]!.AsArray().Select(document => (string?)document!["filename"]), Is.EqualTo(new[] { "uno.pdf" }));
        Assert.That(uploaded!.Name, Is.EqualTo("document"));
        var listed = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/pdfs"))!["pdfs"]!.AsArray();
        Assert.That(uploaded.Content.ToJsonString(), Is.EqualTo(listed.Single(document => (string?)document!["filename"] == "dos.pdf")!.ToJsonString()));
        Assert.That(deleted!.Name, Is.EqualTo("deleted"));
        Assert.That((string?)deleted.Content["filename"], Is.EqualTo("uno.pdf"));
        Assert.That((string?)deleted.Content["document_id"], Is.EqualTo((string?)snapshot.Content["pdfs"]![0]!["document_id"]));
        Assert.That(new[] { snapshot, uploaded, deleted }.Select(item => long.Parse(item.Id, CultureInfo.InvariantCulture)), Is.Ordered.Ascending.And.Unique);
    }

    [Test]
    public async Task Shows_how_far_the_work_is_and_why_it_failed_in_the_readers_language()
    {
        await using var application = Idle();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("uno.pdf", SamplePdf.WithPages("Uno."));
        await using var watched = await WatchedDocuments.OpenAsync(application, language: "es");
        await watched.NextAsync();
        var queue = application.Services.GetRequiredService<IIngestionQueue>();

        var job = (await queue.ClaimAsync(Lease, CancellationToken.None))!;
        var begun = await watched.NextAsync();
        await queue.RenewAsync(job, 0.25, Lease, CancellationToken.None);
        var quarter = await watched.NextAsync();
        await queue.RenewAsync(job, 0.5, Lease, CancellationToken.None);
        var half = await watched.NextAsync();
        await ChangeAsync(application, document => document.MarkFailed(job.Version, IngestionFailure.Of(PdfErrors.NoText())));
        var failed = await watched.NextAsync();

        Assert.That((string?)begun!.Content["status"], Is.EqualTo("processing"));
        Assert.That(new[] { begun, quarter, half }.Select(item => (double)item!.Content["progress"]!), Is.EqualTo(new[] { 0, 0.25, 0.5 }));
        Assert.That((string?)failed!.Content["error"]!["code"], Is.EqualTo(PdfErrors.NoText().Code));
        Assert.That((string?)failed.Content["error"]!["detail"], Is.Not.EqualTo(PdfErrors.NoText().Detail));
    }

    [Test]
    public async Task Goes_on_after_the_last_event_that_was_read()
    {
        await using var application = Idle();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("uno.pdf", SamplePdf.WithPages("Uno."));
        await admin.UploadAsync("dos.pdf", SamplePdf.WithPages("Dos."));
        string last;
        await using (var first = await WatchedDocuments.OpenAsync(application))
        {
            last = (await first.NextAsync())!.Id;
        }

        await admin.DeleteAsync("/api/v1/pdfs/uno.pdf");
        await admin.UploadAsync("tres.pdf", SamplePdf.WithPages("Tres."));
        await using var second = await WatchedDocuments.OpenAsync(application, last);

        var missed = new[] { await second.NextAsync(), await second.NextAsync() };
        Assert.That(missed.Select(item => (item!.Name, (string?)item.Content["filename"])), Is.EqualTo(new[] { ("deleted", "uno.pdf"), ("document", "tres.pdf") }));
    }

    [TestCase("0")]
    [TestCase("9007199254740991")]
    [TestCase("-5")]
    [TestCase("abc")]
    public async Task A_number_that_was_not_given_begins_anew(string id)
    {
        await using var application = Idle();
        using var admin = await application.SignedInAsync();
        await admin.UploadAsync("uno.pdf", SamplePdf.WithPages("Uno."));
        await using var watched = await WatchedDocuments.OpenAsync(application, id);

        var first = await watched.NextAsync();

        Assert.That(first!.Name, Is.EqualTo("snapshot"));
        Assert.That(first.Content["pdfs"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Ends_when_the_access_token_expires()
    {
        await using var application = Idle();
        await using var watched = await WatchedDocuments.OpenAsync(application);
        await watched.NextAsync();
        var begun = application.Time.GetUtcNow();

        Assert.That(await watched.NextAsync(TimeSpan.FromMinutes(1)), Is.Null);
        Assert.That(application.Time.GetUtcNow() - begun, Is.GreaterThan(TimeSpan.FromMinutes(28)).And.LessThan(TimeSpan.FromMinutes(45)));
    }

    [Test]
    public async Task Ends_when_the_right_is_taken_away()
    {
        await using var application = Idle();
        var user = await application.AddUserAsync("ana@example.com", isAdmin: true);
        await using var watched = await WatchedDocuments.OpenAsync(application, email: "ana@example.com");
        await watched.NextAsync();

        await application.SaveUserAsync(user with { IsAdmin = false });

        Assert.That(await watched.NextAsync(), Is.Null);
        Assert.That(application.Time.GetUtcNow() - A.Time, Is.LessThan(TimeSpan.FromMinutes(20)), "long before the token expires");
    }

    [Test]
    public async Task Ends_when_the_server_stops()
    {
        await using var application = Idle();
        await using var watched = await WatchedDocuments.OpenAsync(application);
        await watched.NextAsync();

        application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.That(await watched.NextAsync(TimeSpan.Zero), Is.Null);
    }

    [Test]
    public async Task Only_so_many_may_watch_and_who_leaves_makes_room()
    {
        await using var application = Idle();
        var all = new List<WatchedDocuments>();
        for (var i = 0; i < FollowDocuments.MostWatchers; i++)
        {
            all.Add(await WatchedDocuments.OpenAsync(application));
        }

        await using var refused = await WatchedDocuments.OpenAsync(application);
        await refused.Response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "too_many_streams");
        await all[0].DisposeAsync();

        await Poll.UntilAsync(async () =>
        {
            await using var again = await WatchedDocuments.OpenAsync(application);
            return again.Response.StatusCode == HttpStatusCode.OK;
        });
        foreach (var watched in all)
        {
            await watched.DisposeAsync();
        }
    }

    [Test]
    public async Task A_silent_stream_is_kept_alive_by_comments()
    {
        await using var application = Idle();
        using var admin = await application.SignedInAsync();
        using var response = await admin.GetAsync("/api/v1/pdfs/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var comments = 0;
        while (comments < 3)
        {
            var line = reader.ReadLineAsync();
            await Poll.UntilAsync(() =>
            {
                application.Time.Advance(line.IsCompleted ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
                return Task.FromResult(line.IsCompleted);
            });
            comments += (await line)!.StartsWith(": ", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.That(application.Time.GetUtcNow() - A.Time, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)));
    }

    private static RagApplication Idle() => new RagApplication().With(services =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(IngestionWorker))));

    private static async Task ChangeAsync(RagApplication application, Func<Document, Domain.Results.Result> change)
    {
        var documents = application.Services.GetRequiredService<IDocumentRepository>();
        var document = (await documents.ListAsync(CancellationToken.None)).Single();
        Assert.That(change(document).IsSuccess && await documents.SaveAsync(document, CancellationToken.None));
    }
}
