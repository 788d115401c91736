using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>What the passages tell of themselves without their texts, and a batch at a time.</summary>
public abstract class StoredPartsContract : StoreContract
{
    private readonly DocumentId _id = DocumentId.New();
    private readonly DocumentId _other = DocumentId.New();

    [Test]
    public async Task Counts_the_chunks_of_each_version_visible_or_not()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "a", "b", "c"), default);
        await Store.Passages.SaveChunksAsync([A.Chunk(_id, 0, "d", 2), A.Chunk(_id, 7, "e", 2)], default);
        await Store.Passages.SaveChunksAsync(Chunks(_other, 1, "f"), default);
        await Store.Passages.SaveChunksAsync(Chunks(_other, 1, "f again"), default);

        Assert.That(await Store.Passages.ListStoredChunksAsync(default), Is.EquivalentTo(new[]
        {
            new StoredParts(_id, 1, 3, 2), new StoredParts(_id, 2, 2, 7), new StoredParts(_other, 1, 1, 0),
        }));
    }

    [Test]
    public async Task Counts_the_pages_of_each_version_from_0()
    {
        await Store.Passages.SavePagesAsync(_id, 1, [A.Page(1), A.Page(2), A.Page(3)], default);
        await Store.Passages.SavePagesAsync(_other, 4, [A.Page(9)], default);

        Assert.That(await Store.Passages.ListStoredPagesAsync(default), Is.EquivalentTo(new[]
        {
            new StoredParts(_id, 1, 3, 2), new StoredParts(_other, 4, 1, 8),
        }));
    }

    [Test]
    public async Task Counts_nothing_of_a_version_that_was_deleted()
    {
        await Store.Passages.SaveChunksAsync(Chunks(_id, 1, "a"), default);
        await Store.Passages.SavePagesAsync(_id, 1, [A.Page(1)], default);

        await Store.Passages.DeleteVersionAsync(_id, 1, default);

        Assert.That(await Store.Passages.ListStoredChunksAsync(default), Is.Empty);
        Assert.That(await Store.Passages.ListStoredPagesAsync(default), Is.Empty);
    }

    [Test]
    public async Task Gives_a_versions_chunks_a_batch_at_a_time_in_order()
    {
        await Store.Passages.SaveChunksAsync([.. Chunks(_id, 1, "0", "1", "2", "3", "4").Reverse()], default);
        await Store.Passages.SaveChunksAsync(Chunks(_id, 2, "other version"), default);

        Assert.That(await BatchAsync(-1), Is.EqualTo(new[] { "0", "1" }));
        Assert.That(await BatchAsync(1), Is.EqualTo(new[] { "2", "3" }));
        Assert.That(await BatchAsync(3), Is.EqualTo(new[] { "4" }));
        Assert.That(await BatchAsync(4), Is.Empty);
    }

    [Test]
    public async Task Tells_the_facts_of_a_versions_pages_in_their_order()
    {
        var (first, second) = (new PageFacts { Words = 9, Language = "es" }, new PageFacts { IsImageOnly = true, Rotation = 90 });
        await Store.Passages.SavePagesAsync(_id, 1, [A.Page(10) with { Facts = second }, A.Page(2) with { Facts = first }], default);
        await Store.Passages.SavePagesAsync(_id, 2, [A.Page(1)], default);

        Assert.That(await Store.Passages.ListFactsAsync(_id, 1, default), Is.EqualTo(new[] { first, second }));
    }

    private async Task<IEnumerable<string>> BatchAsync(int after) =>
        (await Store.Passages.ListChunksAsync(_id, 1, after, 2, default)).Select(chunk => chunk.Text);
}
