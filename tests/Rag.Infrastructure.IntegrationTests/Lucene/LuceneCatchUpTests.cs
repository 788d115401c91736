using Rag.Domain.Documents;
using Rag.Infrastructure.Lucene;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

public sealed class LuceneCatchUpTests
{
    [Test]
    public async Task Adds_what_is_new()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();

        fullText.Add(DocumentId.New(), version: 1, "El plazo nuevo");

        Assert.That(await fullText.SearchAsync("plazo"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Replaces_a_chunk_that_was_stored_again()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();

        fullText.Add("La garantía");

        Assert.That(await fullText.FindAsync("plazo"), Is.Empty);
        Assert.That(await fullText.FindAsync("garantía"), Is.EqualTo([0]));
    }

    [Test]
    public async Task Removes_one_version_and_keeps_the_others_and_other_documents()
    {
        using var fullText = new FullText("El plazo viejo");
        var other = DocumentId.New();
        fullText.Add(fullText.Document, version: 12, "El plazo de la doce");
        fullText.Add(other, version: 1, "El plazo ajeno");
        await fullText.CatchUpAsync();

        await fullText.Passages.DeleteVersionAsync(fullText.Document, 1, CancellationToken.None);

        Assert.That(
            (await fullText.SearchAsync("plazo")).Select(hit => (hit.Id.Document, hit.Id.Version)),
            Is.EquivalentTo([(fullText.Document, 12), (other, 1)]));
    }

    [Test]
    public async Task Finds_nothing_before_the_first_catch_up()
    {
        using var fullText = new FullText("El plazo");

        Assert.That(await fullText.Index.SearchAsync("plazo", 5, onlyIn: null, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Reads_no_changes_when_there_are_none()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();
        var reads = fullText.Passages.Reads;

        await fullText.CatchUpAsync();

        Assert.That(fullText.Passages.Reads, Is.EqualTo(reads));
    }

    [Test]
    public async Task Reads_changes_once_for_two_calls_at_once()
    {
        using var fullText = new FullText([.. Enumerable.Range(0, 200).Select(i => $"El plazo {i}")]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(fullText.CatchUpAsync)));

        Assert.That(fullText.Passages.Reads, Is.EqualTo(1));
        Assert.That(await fullText.SearchAsync("plazo", count: 500), Has.Count.EqualTo(200));
    }

    [Test]
    public async Task Goes_on_where_it_was_after_it_is_opened_again()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();

        fullText.Reopen();

        Assert.That(await fullText.FindAsync("plazo"), Is.EqualTo([0]));
        Assert.That(fullText.Passages.Reads, Is.EqualTo(1));
    }

    [Test]
    public async Task Is_made_again_when_its_folder_is_gone()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();

        fullText.Reopen(() => Directory.Delete(fullText.IndexFolder, recursive: true));

        Assert.That(await fullText.FindAsync("plazo"), Is.EqualTo([0]));
    }

    [Test]
    public async Task Is_made_again_when_the_passages_were_lost()
    {
        using var fullText = new FullText("El plazo", "El plazo otra vez");
        await fullText.CatchUpAsync();

        fullText.LosePassages();
        fullText.Add("La garantía");

        Assert.That(await fullText.FindAsync("plazo"), Is.Empty);
        Assert.That(await fullText.FindAsync("garantía"), Is.EqualTo([0]));
    }

    [TestCase("*.cfs")]
    [TestCase("*.si")]
    [TestCase("segments_*")]
    public async Task Is_made_again_when_bytes_of_a_file_have_changed(string files)
    {
        using var fullText = new FullText([.. Enumerable.Range(0, 50).Select(i => $"El plazo {i} de la devolución {i * 7}")]);
        await fullText.CatchUpAsync();

        fullText.Reopen(() =>
        {
            var file = Directory.GetFiles(fullText.IndexFolder, files).Single();
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 0xFF;
            File.WriteAllBytes(file, bytes);
        });

        Assert.That(await fullText.SearchAsync("plazo", count: 100), Has.Count.EqualTo(50));
        Assert.That(fullText.Passages.Reads, Is.EqualTo(2));
    }

    [Test]
    public async Task Is_made_again_when_a_file_is_cut_or_gone()
    {
        using var fullText = new FullText([.. Enumerable.Range(0, 50).Select(i => $"El plazo {i} de la devolución {i * 7}")]);
        await fullText.CatchUpAsync();
        var files = Directory.GetFiles(fullText.IndexFolder).Select(Path.GetFileName).ToArray();

        foreach (var file in files)
        {
            fullText.Reopen(() => File.WriteAllText(Path.Combine(fullText.IndexFolder, file!), "x"));
            Assert.That(await fullText.SearchAsync("plazo", count: 100), Has.Count.EqualTo(50), $"{file} cut");

            var next = Directory.GetFiles(fullText.IndexFolder).OrderBy(path => path).First();
            fullText.Reopen(() => File.Delete(next));
            Assert.That(await fullText.SearchAsync("plazo", count: 100), Has.Count.EqualTo(50), $"{next} gone");
        }
    }

    [Test]
    public async Task Starts_over_what_a_killed_process_left()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();

        // A killed process leaves its lock files and segments that were never committed.
        fullText.Reopen(() =>
        {
            File.WriteAllText(fullText.IndexFolder + ".lock", "");
            File.WriteAllText(Path.Combine(fullText.IndexFolder, "write.lock"), "");
            File.WriteAllText(Path.Combine(fullText.IndexFolder, "_9.fdt"), "half");
        });

        Assert.That(await fullText.FindAsync("plazo"), Is.EqualTo([0]));
        Assert.That(fullText.Passages.Reads, Is.EqualTo(1));
    }

    [Test]
    public async Task Leaves_an_index_alone_that_someone_else_has_open()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();
        using var second = fullText.Open();

        Assert.That(() => second.CatchUpAsync(CancellationToken.None), Throws.InstanceOf<FullTextInUseException>());

        fullText.Add(DocumentId.New(), version: 1, "El plazo nuevo");
        Assert.That(await fullText.SearchAsync("plazo"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Can_be_had_as_soon_as_the_other_has_closed_it()
    {
        using var fullText = new FullText("El plazo");
        await fullText.CatchUpAsync();
        using var second = fullText.Open();
        Assert.That(() => second.CatchUpAsync(CancellationToken.None), Throws.InstanceOf<FullTextInUseException>());

        fullText.Index.Dispose();
        await second.CatchUpAsync(CancellationToken.None);

        Assert.That(await second.SearchAsync("plazo", 5, onlyIn: null, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Takes_up_again_what_a_cancelled_catch_up_left()
    {
        using var fullText = new FullText([.. Enumerable.Range(0, 100).Select(i => $"El plazo {i}")]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(() => fullText.Index.CatchUpAsync(cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await fullText.SearchAsync("plazo", count: 200), Has.Count.EqualTo(100));
    }

    [Test]
    public async Task Searches_see_each_catch_up_whole_or_not_at_all()
    {
        using var fullText = new FullText([.. Enumerable.Repeat("El plazo de siempre", 20)]);
        await fullText.CatchUpAsync();
        using var done = new CancellationTokenSource();

        var searches = Task.Run(async () =>
        {
            var count = 0;
            do
            {
                var hits = await fullText.Index.SearchAsync("plazo", 100, onlyIn: null, CancellationToken.None);
                Assert.That(hits.Count, Is.EqualTo(20));
                Assert.That(hits.Select(hit => hit.Score).Distinct().Count(), Is.EqualTo(1), "a mixture of two states");
                count++;
            }
            while (!done.IsCancellationRequested);
            return count;
        });
        for (var i = 0; i < 40; i++)
        {
            fullText.Add([.. Enumerable.Repeat(i % 2 == 0 ? "El plazo, el plazo y otra vez el plazo" : "El plazo de siempre", 20)]);
            await fullText.CatchUpAsync();
        }

        await done.CancelAsync();
        Assert.That(await searches, Is.GreaterThan(0));
    }
}
