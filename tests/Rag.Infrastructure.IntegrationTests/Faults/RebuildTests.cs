using Microsoft.Extensions.Time.Testing;
using Rag.Application.Documents;
using Rag.Application.RagAdmin;
using Rag.Application.Retrieval;
using Rag.Infrastructure.Embeddings;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Faults;

/// <summary>Another model than the index's, or an index that was lost: the models never mix, and a rebuild mends both.</summary>
public sealed class RebuildTests
{
    private static readonly string[] Old = PagesAbout("antiguo", 9);
    private static readonly string[] New = PagesAbout("nuevo", 5);
    private static readonly string[] Other = PagesAbout("ajeno", 4);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(A.Time);

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Questions_and_uploads_go_on_with_the_index_model_until_the_rebuild()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        await using var corpus = await StartAsync("model/two", "model/one");

        await corpus.UploadAsync("nuevo.pdf", New);
        await corpus.SettleAsync();

        var model = corpus.Get<ModelInForce>();
        Assert.That((model.Name, model.WantedName, model.MissingModel), Is.EqualTo(("model/one", "model/two", (string?)null)));
        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", Old, "old");
        await CorpusCheck.IsWholeAsync(corpus, "nuevo.pdf", New, "new");
        await CorpusCheck.FindsOnlyAsync(corpus, [.. Old, .. New], "both");
    }

    [Test]
    public async Task A_rebuild_embeds_all_chunks_with_the_wanted_model_and_unloads_the_old_one()
    {
        await IndexAsync("model/one", ("manual.pdf", Old), ("otro.pdf", Other));
        var (wanted, old) = (new TextEmbedder("model/two", dimension: 24), new TextEmbedder("model/one"));
        await using var corpus = await StartAsync(new TextEngines(wanted, old));
        var progress = new List<(double Share, long Chunks)>();

        await corpus.Get<IndexRebuild>().RunAsync((share, chunks) => progress.Add((share, chunks)), default);

        Assert.That(corpus.Get<ModelInForce>().Name, Is.EqualTo("model/two"));
        Assert.That(old.IsDisposed, Is.True);
        Assert.That(progress.Select(step => step.Chunks), Is.Ordered.And.Some.EqualTo(Old.Length + Other.Length));
        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", Old, "after");
        await CorpusCheck.FindsOnlyAsync(corpus, [.. Old, .. Other], "after");
        await using var next = await StartAsync(new TextEngines(new TextEmbedder("model/two", dimension: 24)));
        await CorpusCheck.IsWholeAsync(next, "manual.pdf", Old, "the next start");
    }

    [Test]
    public async Task What_is_ingested_replaced_and_deleted_during_a_rebuild_is_right_after_it()
    {
        await IndexAsync("model/one", ("manual.pdf", Old), ("otro.pdf", Other));
        var (wanted, old) = (new TextEmbedder("model/two"), new TextEmbedder("model/one"));
        await using var corpus = await StartAsync(new TextEngines(wanted, old));
        wanted.BeforePassages = async _ =>
        {
            wanted.BeforePassages = null;
            await corpus.UploadAsync("manual.pdf", New);
            await corpus.SendAsync(new DeleteDocument("otro.pdf"));
            await corpus.SettleAsync();
        };

        await corpus.Get<IndexRebuild>().RunAsync((_, _) => { }, default);

        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", New, "after");
        await CorpusCheck.FindsOnlyAsync(corpus, New, "after");
        Assert.That((await corpus.Get<IVectorIndex>().DescribeAsync(default)).Count, Is.EqualTo(New.Length));
    }

    [Test]
    public async Task A_version_half_written_at_the_switch_is_whole_afterwards()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        var (wanted, old) = (new TextEmbedder("model/two"), new TextEmbedder("model/one"));
        await using var corpus = await StartAsync(new TextEngines(wanted, old));
        var rebuilding = Task.CompletedTask;
        var batches = 0;
        old.BeforePassages = _ =>
        {
            // In the second of three batches: the rebuild must wait for this one, and the third is the new model's.
            rebuilding = ++batches == 2 ? Task.Run(() => corpus.Get<IndexRebuild>().RunAsync((_, _) => { }, default)) : rebuilding;
            return Task.CompletedTask;
        };

        await corpus.UploadAsync("otro.pdf", PagesAbout("ajeno", 12));
        await corpus.SettleAsync();
        await rebuilding;

        await CorpusCheck.IsWholeAsync(corpus, "otro.pdf", PagesAbout("ajeno", 12), "after");
        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", Old, "after");
    }

    [Test]
    public async Task Without_the_index_model_nothing_is_found_until_a_rebuild_and_uploads_wait_for_their_vectors()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        await using var corpus = await StartAsync("model/two");
        await corpus.UploadAsync("nuevo.pdf", New);
        await corpus.SettleAsync();

        var before = await corpus.SendAsync(new RetrievePassages("código antiguo"));
        await corpus.Get<IndexRebuild>().RunAsync((_, _) => { }, default);

        Assert.That(before.Error?.Code, Is.EqualTo("index_needs_rebuild"));
        await CorpusCheck.IsWholeAsync(corpus, "nuevo.pdf", New, "after");
        await CorpusCheck.FindsOnlyAsync(corpus, [.. Old, .. New], "after");
    }

    [Test]
    public async Task A_lost_vector_store_is_filled_again_from_the_chunks()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        Directory.Delete(Path.Combine(_folder.Path, "vector_store"), recursive: true);
        await using var corpus = await StartAsync("model/one");

        await corpus.Get<IndexRebuild>().RunAsync((_, _) => { }, default);

        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", Old, "after");
    }

    [Test]
    public async Task A_rebuild_that_fails_leaves_the_old_index_and_no_draft()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        var wanted = new TextEmbedder("model/two") { BeforePassages = _ => throw new InjectedFaultException("embedding") };
        await using var corpus = await StartAsync(new TextEngines(wanted, new TextEmbedder("model/one")));

        Assert.That(() => corpus.Get<IndexRebuild>().RunAsync((_, _) => { }, default), Throws.TypeOf<InjectedFaultException>());

        Assert.That((await corpus.Get<IVectorIndex>().DescribeAsync(default)).DraftModel, Is.Null);
        Assert.That(wanted.IsDisposed, Is.True);
        await CorpusCheck.IsWholeAsync(corpus, "manual.pdf", Old, "after");
        await CorpusCheck.FindsOnlyAsync(corpus, Old, "after");
    }

    [Test]
    public async Task A_process_that_ends_in_the_middle_leaves_the_old_index_and_says_that_a_rebuild_was_under_way()
    {
        await IndexAsync("model/one", ("manual.pdf", Old));
        using var stop = new CancellationTokenSource();
        var wanted = new TextEmbedder("model/two") { BeforePassages = _ => { stop.Cancel(); throw new OperationCanceledException(stop.Token); } };
        await using (var cut = await StartAsync(new TextEngines(wanted, new TextEmbedder("model/one"))))
        {
            Assert.That(() => cut.Get<IndexRebuild>().RunAsync((_, _) => { }, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        await using var next = await StartAsync("model/two", "model/one");

        Assert.That((await next.Get<IVectorIndex>().DescribeAsync(default)).DraftModel, Is.EqualTo("model/two"));
        await CorpusCheck.IsWholeAsync(next, "manual.pdf", Old, "after the start");
        await next.Get<IndexRebuild>().RunAsync((_, _) => { }, default);
        await CorpusCheck.IsWholeAsync(next, "manual.pdf", Old, "after the rebuild");
        Assert.That((await next.Get<IVectorIndex>().DescribeAsync(default)).DraftModel, Is.Null);
    }

    private async Task IndexAsync(string model, params (string Name, string[] Pages)[] documents)
    {
        await using var corpus = await StartAsync(model);
        foreach (var (name, pages) in documents)
        {
            await corpus.UploadAsync(name, pages);
        }

        await corpus.SettleAsync();
    }

    /// <summary>A process whose settings name the first model; the others are in the models folder too.</summary>
    private Task<CorpusUnderTest> StartAsync(params string[] models) => StartAsync(new TextEngines([.. models.Select(name => new TextEmbedder(name))]));

    private async Task<CorpusUnderTest> StartAsync(TextEngines engines)
    {
        var corpus = new CorpusUnderTest(_folder.Path, _time, (TextEmbedder)engines.Find(engines.WantedName)!, engines: engines);
        var loading = corpus.Get<IndexModelLoading>();
        await loading.StartAsync(default);
        await loading.ExecuteTask!;
        return corpus;
    }

    private static string[] PagesAbout(string word, int count) =>
        [.. Enumerable.Range(1, count).Select(page => $"El documento {word} dice en la página {page} que el código {word}{page} vale {page * 13} euros.")];
}
