namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>A second index beside the first, and the switch.</summary>
public abstract partial class VectorIndexContract
{
    [Test]
    public async Task Goes_on_as_it_is_beside_a_draft_and_is_the_draft_after_the_switch()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        var draft = await index.BeginDraftAsync("test/longer", Dimension * 2, None);
        await draft.UpsertAsync(Vectors.Chunks(_document, 5, Dimension * 2), None);
        await draft.UpsertAsync(Vectors.Chunks(_other, 5, Dimension * 2), None);
        await draft.DeleteAsync(_other, version: null, None);

        Assert.That(await index.DescribeAsync(None), Has.Property("Count").EqualTo(3).And.Property("Model").EqualTo("test/model")
            .And.Property("DraftModel").EqualTo("test/longer"));
        Assert.That(await index.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Has.Count.EqualTo(3));
        await draft.SwitchAsync(None);

        var next = Open(new StubEmbeddingModel("test/longer", Dimension * 2));
        Assert.That(await next.DescribeAsync(None), Has.Property("Count").EqualTo(5).And.Property("Model").EqualTo("test/longer")
            .And.Property("Dimension").EqualTo(Dimension * 2).And.Property("DraftModel").Null);
        Assert.That(await next.SearchAsync(Vectors.Random(1, Dimension * 2), 10, onlyIn: null, None), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Can_be_rebuilt_again_and_again_with_the_same_model()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 2, Dimension), None);
        for (var count = 3; count < 6; count++)
        {
            var draft = await index.BeginDraftAsync(Model.Name, Dimension, None);
            await draft.UpsertAsync(Vectors.Chunks(_document, count, Dimension), None);
            await draft.SwitchAsync(None);

            Assert.That(await index.SearchAsync(Vectors.Random(1, Dimension), 10, onlyIn: null, None), Has.Count.EqualTo(count));
        }
    }

    [Test]
    public async Task A_draft_is_told_until_another_takes_its_place_or_it_is_dropped()
    {
        var index = Open(Model);
        await index.UpsertAsync(Vectors.Chunks(_document, 3, Dimension), None);
        await (await index.BeginDraftAsync("test/longer", Dimension * 2, None)).UpsertAsync(Vectors.Chunks(_document, 5, Dimension * 2), None);

        Assert.That((await index.DescribeAsync(None)).DraftModel, Is.EqualTo("test/longer"));
        var again = await index.BeginDraftAsync("test/third", Dimension, None);
        Assert.That((await index.DescribeAsync(None)).DraftModel, Is.EqualTo("test/third"));
        await again.DropAsync(None);
        await again.DropAsync(None);

        Assert.That(await index.DescribeAsync(None), Has.Property("DraftModel").Null.And.Property("Count").EqualTo(3));
    }
}
