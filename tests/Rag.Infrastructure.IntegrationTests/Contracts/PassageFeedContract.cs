using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>The changes of the chunks, which projections follow by number.</summary>
public abstract class PassageFeedContract : StoreContract
{
    private DocumentId _id;

    [SetUp]
    public void Choose_document() => _id = DocumentId.New();

    [Test]
    public async Task A_chunk_saved_again_is_overwritten_and_is_a_new_change()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "first", "second"), default);
        var before = await Store.Passages.LastSequenceAsync(default);

        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "first, mended"), default);

        var changes = (await ChangesAsync()).Cast<PassageChange.Added>().ToList();
        Assert.That(changes.Select(change => change.Chunk.Text), Is.EqualTo(new[] { "second", "first, mended" }));
        Assert.That(changes[1].Sequence, Is.GreaterThan(before));
    }

    [Test]
    public async Task Changes_come_in_the_order_in_which_they_were_stored()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "a", "b"), default);
        await Store.Passages.DeleteVersionAsync(DocumentId.New(), 4, default);
        await Store.Passages.SaveChunksAsync(Chunks(_id, 2, "c"), default);

        var changes = await ChangesAsync();

        Assert.That(changes.Select(Describe), Is.EqualTo(new[] { "added a", "added b", "removed 4", "added c" }));
        Assert.That(changes.Select(change => change.Sequence), Is.Ordered.Ascending.And.Unique);
        Assert.That(await Store.Passages.LastSequenceAsync(default), Is.EqualTo(changes[^1].Sequence));
    }

    [Test]
    public async Task Changes_are_read_from_any_number_on()
    {
        var texts = Enumerable.Range(0, 700).Select(i => $"text {i}").ToArray();
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, texts), default);
        await Store.Passages.DeleteVersionAsync(DocumentId.New(), 1, default);
        var all = await ChangesAsync();

        Assert.That(all, Has.Count.EqualTo(701));
        foreach (var known in new[] { 0, 1, 255, 256, 257, 511, 512, 699, 700, 701 })
        {
            var after = known == 0 ? 0 : all[known - 1].Sequence;
            Assert.That((await ChangesAsync(after)).Select(change => change.Sequence), Is.EqualTo(all.Skip(known).Select(change => change.Sequence)));
        }
    }

    [Test]
    public async Task The_chunks_of_a_removed_version_are_no_longer_among_the_changes()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "gone", "gone too"), default);
        await Store.Passages.SaveChunksAsync(Chunks(_id, 2, "stays"), default);
        await Store.Passages.SavePagesAsync(_id, 1, [A.Page()], default);

        await Store.Passages.DeleteVersionAsync(_id, 1, default);

        Assert.That((await ChangesAsync()).Select(Describe), Is.EqualTo(new[] { "added stays", "removed 1" }));
        Assert.That(await Store.Passages.ListPagesAsync(_id, 1, default), Is.Empty);
    }

    [Test]
    public async Task A_version_can_be_deleted_twice_and_written_again_after_it()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "first attempt", "more"), default);
        await Store.Passages.DeleteVersionAsync(_id, 1, default);
        await Store.Passages.DeleteVersionAsync(_id, 1, default);

        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "second attempt"), default);

        Assert.That((await ChangesAsync()).Select(Describe), Is.EqualTo(new[] { "removed 1", "added second attempt" }));
    }

    [Test]
    public async Task A_sequence_number_is_never_given_again_even_after_its_change_is_gone_and_the_process_too()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "a", "b", "c"), default);
        await Store.Passages.DeleteVersionAsync(_id, 1, default);
        await Store.Passages.DeleteVersionAsync(_id, 1, default);
        var last = await Store.Passages.LastSequenceAsync(default);

        await using var next = Store.OpenAnother();
        await next.Passages.SaveChunksAsync(Chunks(_id, 2, "d"), default);

        Assert.That(last, Is.GreaterThanOrEqualTo(5));
        Assert.That((await ChangesAsync(last)).Select(Describe), Is.EqualTo(new[] { "added d" }));
        Assert.That(await next.Passages.LastSequenceAsync(default), Is.GreaterThan(last));
    }

    [Test]
    public async Task An_empty_store_has_given_no_number()
    {
        Assert.That(await Store.Passages.LastSequenceAsync(default), Is.Zero);
        Assert.That(await ChangesAsync(), Is.Empty);
    }

    [Test]
    public async Task Reading_changes_stops_when_it_is_cancelled()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "a", "b"), default);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.That(
            async () => await Store.Passages.ReadChangesAsync(0, stop.Token).ToListAsync(stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static string Describe(PassageChange change) => change switch
    {
        PassageChange.Added added => $"added {added.Chunk.Text}",
        PassageChange.Removed removed => $"removed {removed.Version}",
        _ => throw new InvalidOperationException(),
    };
}
