using Rag.Application.Documents;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class DocumentRepositoryContract : StoreContract
{
    [Test]
    public async Task Finds_what_was_saved_by_id_and_by_name()
    {
        var document = A.Document("Tarifas.pdf");
        await Store.Documents.SaveAsync(document, default);

        var byId = await Store.Documents.FindAsync(document.Id, default);
        var byName = await Store.Documents.FindByNameAsync(FileName.Parse("tarifas.PDF").Value, default);

        Assert.That(Describe(byId!), Is.EqualTo(Describe(document)));
        Assert.That(Describe(byName!), Is.EqualTo(Describe(document)));
    }

    [Test]
    public async Task Finds_nothing_under_an_unknown_id_or_name()
    {
        await AddAsync();

        Assert.That(await Store.Documents.FindAsync(DocumentId.New(), default), Is.Null);
        Assert.That(await Store.Documents.FindByNameAsync(FileName.Parse("otras.pdf").Value, default), Is.Null);
    }

    [TestCase("it's \"quoted\"; DROP TABLE documents; --.pdf")]
    [TestCase("תעריפים‏ 2026.pdf")]
    [TestCase("añejo 😀 %_*?.pdf")]
    public async Task Keeps_a_name_as_it_is(string name)
    {
        var document = await AddAsync(name);

        Assert.That(document.Name.Value, Is.EqualTo(name));
        Assert.That((await Store.Documents.FindByNameAsync(FileName.Parse(name).Value, default))?.Id, Is.EqualTo(document.Id));
    }

    [Test]
    public async Task Refuses_the_second_of_two_saves_from_the_same_state()
    {
        var id = (await AddAsync()).Id;
        var (first, second) = (await ReadAsync(id), await ReadAsync(id));
        first.Replace(A.File(size: 1), A.Time);
        second.Replace(A.File(size: 2), A.Time);

        Assert.That(await Store.Documents.SaveAsync(first, default), Is.True);
        Assert.That(await Store.Documents.SaveAsync(second, default), Is.False);

        Assert.That(Describe(await ReadAsync(id)), Is.EqualTo(Describe(first)));
    }

    [Test]
    public async Task Of_many_saves_at_once_from_one_state_exactly_one_wins()
    {
        var id = (await AddAsync()).Id;
        var states = new List<Document>();
        for (var i = 0; i < 16; i++)
        {
            states.Add(await ReadAsync(id));
            states[i].Replace(A.File(size: i), A.Time);
        }

        var saved = await Task.WhenAll(states.Select(state => Task.Run(() => Store.Documents.SaveAsync(state, default))));

        Assert.That(saved.Count(isSaved => isSaved), Is.EqualTo(1));
        var winner = states[Array.IndexOf(saved, true)];
        Assert.That(Describe(await ReadAsync(id)), Is.EqualTo(Describe(winner)));
    }

    [Test]
    public async Task Refuses_a_new_document_whose_name_is_taken_in_another_case()
    {
        var known = await AddAsync("Año Útil.pdf");

        var isSaved = await Store.Documents.SaveAsync(A.Document("AÑO ÚTIL.PDF"), default);

        Assert.That(isSaved, Is.False);
        Assert.That((await Store.Documents.ListAsync(default)).Select(document => document.Id), Is.EqualTo(new[] { known.Id }));
    }

    [Test]
    public async Task Of_many_new_documents_of_one_name_exactly_one_is_stored()
    {
        var documents = Enumerable.Range(0, 16).Select(i => A.Document(i % 2 == 0 ? "tarifas.pdf" : "TARIFAS.pdf")).ToArray();

        var saved = await Task.WhenAll(documents.Select(document => Task.Run(() => Store.Documents.SaveAsync(document, default))));

        Assert.That(saved.Count(isSaved => isSaved), Is.EqualTo(1));
        Assert.That(await Store.Documents.ListAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Refuses_to_store_a_removed_document_again_from_an_old_state()
    {
        var document = await AddAsync();
        var old = await ReadAsync(document.Id);
        await Store.Documents.RemoveAsync(document, default);
        old.Replace(A.File(), A.Time);

        var isSaved = await Store.Documents.SaveAsync(old, default);

        Assert.That(isSaved, Is.False);
        Assert.That(await Store.Documents.ListAsync(default), Is.Empty);
    }

    [Test]
    public async Task Lists_all_by_name()
    {
        foreach (var name in new[] { "b.pdf", "C.pdf", "a.pdf", "Á.pdf" })
        {
            await AddAsync(name);
        }

        var names = (await Store.Documents.ListAsync(default)).Select(document => document.Name.Value);

        Assert.That(names, Is.EqualTo(new[] { "a.pdf", "b.pdf", "C.pdf", "Á.pdf" }));
    }

    [Test]
    public async Task Keeps_the_visible_version_beside_the_one_under_way()
    {
        var document = await ShowAsync((await AddAsync()).Id, "old");
        var visible = document.Visible;
        var pending = document.Replace(A.File(size: 7), A.Time.AddDays(1));

        await Store.Documents.SaveAsync(document, default);

        var read = await ReadAsync(document.Id);
        Assert.That(read.Visible, Is.EqualTo(visible));
        Assert.That(read.Pending, Is.EqualTo(pending));
        Assert.That(read.LastVersion, Is.EqualTo(2));
    }

    [Test]
    public async Task Keeps_why_a_version_failed()
    {
        var document = await AddAsync();
        await Store.Queue.ClaimAsync(Lease, default);
        var failing = await ReadAsync(document.Id);
        string[] arguments = ["500", "«{0}»"];
        failing.MarkFailed(1, new IngestionFailure("too_many_pages", "Más de {0} páginas en {1}.") { Arguments = arguments });

        await Store.Documents.SaveAsync(failing, default);

        var read = await ReadAsync(document.Id);
        Assert.That(read.Pending?.Status, Is.EqualTo(DocumentStatus.Failed));
        Assert.That(read.Pending?.Failure, Is.EqualTo(new IngestionFailure("too_many_pages", "Más de {0} páginas en {1}.") { Arguments = read.Pending!.Failure!.Arguments }));
        Assert.That(read.Pending.Failure.Arguments, Is.EqualTo(arguments));
    }

    [Test]
    public async Task Keeps_every_instant_exact_to_the_millisecond()
    {
        var instant = A.Time.AddMilliseconds(987);
        var document = Document.Receive(FileName.Parse("a.pdf").Value, A.File(), instant);

        await Store.Documents.SaveAsync(document, default);

        Assert.That((await ReadAsync(document.Id)).Pending?.UploadedAt, Is.EqualTo(instant));
    }

    [Test]
    public async Task Removes_only_the_state_that_was_read()
    {
        var document = await AddAsync();
        var changed = await ReadAsync(document.Id);
        changed.Replace(A.File(), A.Time);
        await Store.Documents.SaveAsync(changed, default);

        Assert.That(await Store.Documents.RemoveAsync(document, default), Is.False);
        Assert.That(await Store.Documents.RemoveAsync(await ReadAsync(document.Id), default), Is.True);

        Assert.That(await Store.Documents.FindAsync(document.Id, default), Is.Null);
    }

    [Test]
    public async Task Notes_what_a_removed_document_may_have_left_until_it_is_forgotten()
    {
        var document = await AddAsync("a.pdf");
        var (id, key) = (document.Id, document.Pending!.File.Key);
        await Store.Documents.RemoveAsync(document, default);

        await using (var next = Store.OpenAnother())
        {
            Assert.That(
                await next.Documents.ListRemainsAsync(default),
                Is.EqualTo(new[] { new VersionRemains(id, 1, key, Store.Time.GetUtcNow()) }));
        }

        await Store.Documents.ForgetRemainsAsync(id, 1, default);
        await Store.Documents.ForgetRemainsAsync(id, 1, default);

        Assert.That(await Store.Documents.ListRemainsAsync(default), Is.Empty);
    }

    [Test]
    public async Task Notes_the_version_that_a_newer_one_took_the_place_of_and_nothing_of_a_refused_write()
    {
        var document = await ShowAsync((await AddAsync()).Id, "text");
        var (old, refused) = (document.Visible!, await ReadAsync(document.Id));
        document.Replace(A.File(), A.Time);
        await Store.Documents.SaveAsync(document, default);
        var before = await Store.Documents.ListRemainsAsync(default);
        var isRemoved = await Store.Documents.RemoveAsync(refused, default);
        var afterRefusal = await Store.Documents.ListRemainsAsync(default);

        await ShowAsync(document.Id, "newer text");

        Assert.That(isRemoved, Is.False);
        Assert.That(before.Concat(afterRefusal), Is.Empty);
        var remains = (await Store.Documents.ListRemainsAsync(default)).Single();
        Assert.That((remains.Document, remains.Version, remains.FileKey), Is.EqualTo((document.Id, old.Number, old.File.Key)));
    }

    [Test]
    public async Task A_removed_document_gives_its_name_back()
    {
        await Store.Documents.RemoveAsync(await AddAsync("a.pdf"), default);

        var again = await AddAsync("A.pdf");

        Assert.That(again.Name.Value, Is.EqualTo("A.pdf"));
    }

    [Test]
    public async Task Counts_the_documents_that_are_queued_or_being_processed()
    {
        await ShowAsync((await AddAsync("ready.pdf")).Id, "text");
        var failed = await AddAsync("failed.pdf");
        await Store.Queue.ClaimAsync(Lease, default);
        failed = await ReadAsync(failed.Id);
        failed.MarkFailed(1, new IngestionFailure("pdf_damaged", "detail"));
        await Store.Documents.SaveAsync(failed, default);
        await AddAsync("processing.pdf");
        await Store.Queue.ClaimAsync(Lease, default);
        var replaced = await AddAsync("queued.pdf");
        replaced.Replace(A.File(), A.Time);
        await Store.Documents.SaveAsync(replaced, default);

        Assert.That(await Store.Documents.CountWaitingAsync(default), Is.EqualTo(2));
    }

    [Test]
    public async Task What_was_saved_is_there_for_the_next_process()
    {
        var document = await ShowAsync((await AddAsync()).Id, "text");

        await using var next = Store.OpenAnother();

        Assert.That(Describe((await next.Documents.FindAsync(document.Id, default))!), Is.EqualTo(Describe(document)));
    }
}
