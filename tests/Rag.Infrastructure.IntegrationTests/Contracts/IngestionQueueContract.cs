using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class IngestionQueueContract : StoreContract
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Claims_the_oldest_version_first()
    {
        var first = await AddAsync("z.pdf");
        Store.Time.Advance(Second);
        var second = await AddAsync("a.pdf");

        var claimed = new[] { await ClaimAsync(), await ClaimAsync(), await ClaimAsync() };

        Assert.That(claimed.Select(job => job?.Document), Is.EqualTo(new DocumentId?[] { first.Id, second.Id, null }));
    }

    [Test]
    public async Task A_claimed_version_is_being_processed()
    {
        var document = await AddAsync();

        var job = await ClaimAsync();

        Assert.That((job!.Document, job.Version, job.Attempt), Is.EqualTo((document.Id, 1, 1)));
        Assert.That((await ReadAsync(document.Id)).Pending?.Status, Is.EqualTo(DocumentStatus.Processing));
    }

    [Test]
    public async Task Many_claimers_of_two_processes_get_every_job_once()
    {
        await using var other = Store.OpenAnother();
        for (var i = 0; i < 20; i++)
        {
            await AddAsync($"{i}.pdf");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : other).Queue.ClaimAsync(Lease, default))));

        var jobs = claims.OfType<IngestionJob>().ToList();
        Assert.That(jobs, Has.Count.EqualTo(20));
        Assert.That(jobs.Select(job => job.Document), Is.Unique);
        Assert.That(jobs.Select(job => job.Owner), Is.Unique);
    }

    [Test]
    public async Task Claims_neither_ready_nor_failed_versions()
    {
        await ShowAsync((await AddAsync("ready.pdf")).Id, "text");
        var failed = await AddAsync("failed.pdf");
        await ClaimAsync();
        failed = await ReadAsync(failed.Id);
        failed.MarkFailed(1, new IngestionFailure("pdf_damaged", "detail"));
        await Store.Documents.SaveAsync(failed, default);
        Store.Time.Advance(TimeSpan.FromDays(1));

        Assert.That(await ClaimAsync(), Is.Null);
    }

    [Test]
    public async Task A_claim_that_has_run_out_is_claimed_again_as_the_next_attempt()
    {
        await AddAsync();
        var first = await ClaimAsync();

        Store.Time.Advance(Lease - Second);
        var tooEarly = await ClaimAsync();
        Store.Time.Advance(Second);
        var second = await ClaimAsync();

        Assert.That(tooEarly, Is.Null);
        Assert.That((second!.Document, second.Attempt), Is.EqualTo((first!.Document, 2)));
        Assert.That(second.Owner, Is.Not.EqualTo(first.Owner));
    }

    [Test]
    public async Task A_claim_of_a_process_that_ended_is_claimed_by_the_next()
    {
        var document = await AddAsync();
        await ClaimAsync();
        await using var next = Store.OpenAnother();
        Store.Time.Advance(Lease);

        var job = await next.Queue.ClaimAsync(Lease, default);

        Assert.That((job!.Document, job.Attempt), Is.EqualTo((document.Id, 2)));
    }

    [Test]
    public async Task Renewing_keeps_a_claim_beyond_its_first_lease()
    {
        await AddAsync();
        var job = await ClaimAsync();
        Store.Time.Advance(Lease - Second);

        var isOurs = await RenewAsync(job!);

        Store.Time.Advance(Lease - Second);
        Assert.That(isOurs, Is.True);
        Assert.That(await ClaimAsync(), Is.Null);
    }

    [Test]
    public async Task Renewing_tells_how_far_the_work_is()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();

        await Store.Queue.RenewAsync(job!, 0.4, Lease, default);

        Assert.That((await ReadAsync(document.Id)).Pending?.Progress, Is.EqualTo(0.4));
    }

    [Test]
    public async Task Renewing_does_not_refuse_what_its_owner_read_before()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();
        var read = await ReadAsync(document.Id);
        await RenewAsync(job!);
        read.MarkReady(1, pages: 1, chunks: 1, A.Time);

        Assert.That(await Store.Documents.SaveAsync(read, default), Is.True);
    }

    [Test]
    public async Task A_claim_that_was_taken_over_cannot_be_renewed()
    {
        await AddAsync();
        var lost = await ClaimAsync();
        Store.Time.Advance(Lease);
        var present = await ClaimAsync();

        Assert.That(await RenewAsync(lost!), Is.False);
        Assert.That(await RenewAsync(present!), Is.True);
    }

    [Test]
    public async Task A_claim_on_a_version_that_was_replaced_cannot_be_renewed()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();
        document = await ReadAsync(document.Id);
        document.Replace(A.File(), A.Time);
        await Store.Documents.SaveAsync(document, default);

        Assert.That(await RenewAsync(job!), Is.False);
        Assert.That((await ReadAsync(document.Id)).Pending?.Status, Is.EqualTo(DocumentStatus.Queued));
        Assert.That((await ClaimAsync())?.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task A_claim_on_a_document_that_was_deleted_cannot_be_renewed()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();
        await Store.Documents.RemoveAsync(await ReadAsync(document.Id), default);

        Assert.That(await RenewAsync(job!), Is.False);
        Store.Time.Advance(Lease);
        Assert.That(await ClaimAsync(), Is.Null);
    }

    [Test]
    public async Task A_claim_on_a_version_that_is_done_cannot_be_renewed()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();
        document = await ReadAsync(document.Id);
        document.MarkReady(1, pages: 1, chunks: 1, A.Time);
        await Store.Documents.SaveAsync(document, default);

        Assert.That(await RenewAsync(job!), Is.False);
        Assert.That((await ReadAsync(document.Id)).Visible?.Progress, Is.EqualTo(1));
    }

    [Test]
    public async Task A_state_read_before_a_claim_cannot_overwrite_it()
    {
        var beforeClaim = await AddAsync();
        await ClaimAsync();
        beforeClaim.Replace(A.File(), A.Time);

        Assert.That(await Store.Documents.SaveAsync(beforeClaim, default), Is.False);
        Assert.That(await Store.Documents.RemoveAsync(beforeClaim, default), Is.False);
    }

    [Test]
    public async Task A_claim_handed_back_can_be_claimed_at_once_and_was_no_attempt()
    {
        var document = await AddAsync();
        var job = await ClaimAsync();
        await RenewAsync(job!);

        await Store.Queue.HandBackAsync(job!, default);

        var handedBack = (await ReadAsync(document.Id)).Pending!;
        Assert.That((handedBack.Status, handedBack.Progress), Is.EqualTo((DocumentStatus.Queued, 0d)));
        Assert.That((await ClaimAsync())?.Attempt, Is.EqualTo(1));
    }

    [Test]
    public async Task Work_to_be_tried_later_waits_for_its_time_and_counts_as_an_attempt()
    {
        await AddAsync("faulty.pdf");
        var faulty = await ClaimAsync();
        Store.Time.Advance(Second);
        var next = await AddAsync("next.pdf");

        await Store.Queue.RetryLaterAsync(faulty!, TimeSpan.FromMinutes(1), default);

        Assert.That((await ClaimAsync())?.Document, Is.EqualTo(next.Id));
        Store.Time.Advance(TimeSpan.FromMinutes(1) - Second);
        await Store.Documents.RemoveAsync(await ReadAsync(next.Id), default);
        Assert.That(await ClaimAsync(), Is.Null);
        Store.Time.Advance(Second);
        Assert.That((await ClaimAsync())?.Attempt, Is.EqualTo(2));
    }

    [Test]
    public async Task A_lost_claim_cannot_be_given_back()
    {
        var document = await AddAsync();
        var lost = await ClaimAsync();
        Store.Time.Advance(Lease);
        var present = await ClaimAsync();

        await Store.Queue.HandBackAsync(lost!, default);
        await Store.Queue.RetryLaterAsync(lost!, TimeSpan.Zero, default);

        Assert.That((await ReadAsync(document.Id)).Pending?.Status, Is.EqualTo(DocumentStatus.Processing));
        Assert.That(await RenewAsync(present!), Is.True);
    }

    private Task<IngestionJob?> ClaimAsync() => Store.Queue.ClaimAsync(Lease, default);

    private Task<bool> RenewAsync(IngestionJob job) => Store.Queue.RenewAsync(job, 0.5, Lease, default);
}
