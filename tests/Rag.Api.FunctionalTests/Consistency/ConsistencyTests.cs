using System.Net.Http.Headers;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Passages;
using Rag.Application.Retrieval;

namespace Rag.Api.FunctionalTests.Consistency;

public sealed class ConsistencyTests
{
    private RagApplication _application = null!;
    private HttpClient _admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _application = new RagApplication().WithFilesOnDisk().WithRealModel();
        _admin = await _application.SignedInAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _admin.Dispose();
        await _application.DisposeAsync();
    }

    [Test]
    public async Task Finds_nothing_to_say_about_stores_that_agree()
    {
        await _application.AddRatesAsync(_admin);

        var report = await _admin.CheckAsync();

        Assert.That((int)report["documents"]!, Is.EqualTo(1));
        Assert.That(report["orphans"]!.AsArray(), Is.Empty);
        Assert.That(report["missing"]!.AsArray(), Is.Empty);
        Assert.That((string?)report["checked_at"], Does.EndWith("Z"));
    }

    [Test]
    public async Task Lists_what_no_document_stands_for_and_removes_it()
    {
        await _application.AddRatesAsync(_admin);
        var id = await _application.LeaveOrphanAsync(TimeSpan.FromMinutes(11));

        var report = await _admin.CheckAsync();
        var repair = await _admin.RepairAsync();
        var after = await _admin.CheckAsync();

        Assert.That(report.Kinds("orphans"), Is.EquivalentTo(new[] { "pages", "chunks", "full_text" }));
        Assert.That((string?)report["orphans"]![0]!["document_id"], Is.EqualTo(id.ToString()));
        Assert.That(repair.Kinds("repaired"), Is.EquivalentTo(new[] { "pages", "chunks", "full_text" }));
        Assert.That((string?)repair["repaired"]![0]!["outcome"], Is.EqualTo("removed"));
        Assert.That(after["orphans"]!.AsArray(), Is.Empty);
        Assert.That((await _application.AskAsync(ConsistencyCalls.Question)).Text(), Does.Contain("9,75"));
    }

    [Test]
    public async Task Leaves_what_is_younger_than_ten_minutes()
    {
        await _application.AddRatesAsync(_admin);
        await _application.LeaveOrphanAsync(TimeSpan.FromMinutes(9));

        var repair = await _admin.RepairAsync();

        Assert.That(repair["repaired"]!.AsArray(), Is.Empty);
        Assert.That(repair["left"]!.AsArray().Select(entry => (string)entry!["outcome"]!), Is.All.EqualTo("too_young"));
        Assert.That((await _admin.CheckAsync())["orphans"]!.AsArray(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Deletes_a_file_of_ours_without_a_record_after_a_day_and_no_other()
    {
        await _application.AddRatesAsync(_admin);
        var (old, younger) = (_application.LeaveFile(TimeSpan.FromHours(25)), _application.LeaveFile(TimeSpan.FromHours(23)));
        var arriving = _application.LeaveFile(TimeSpan.FromMinutes(9));
        var other = Path.Combine(_application.PdfFolder(), "notas.txt");
        await File.WriteAllTextAsync(other, "de otro");
        File.SetLastWriteTimeUtc(other, _application.Time.GetUtcNow().AddYears(-1).UtcDateTime);

        var repair = await _admin.RepairAsync();

        Assert.That((string?)repair["repaired"]!.AsArray().Single()!["key"], Is.EqualTo(Path.GetFileName(old)));
        Assert.That((string?)repair["left"]!.AsArray().Single()!["key"], Is.EqualTo(Path.GetFileName(younger)));
        Assert.That(new[] { old, younger, arriving, other }.Select(File.Exists), Is.EqualTo(new[] { false, true, true, true }));
    }

    [Test]
    public async Task Keeps_the_files_when_no_document_is_recorded_at_all()
    {
        var file = _application.LeaveFile(TimeSpan.FromDays(30));

        var repair = await _admin.RepairAsync();

        Assert.That((string?)repair["left"]!.AsArray().Single()!["outcome"], Is.EqualTo("nothing_recorded"));
        Assert.That(File.Exists(file), Is.True);
    }

    [Test]
    public async Task Writes_lost_vectors_again_from_the_stored_chunks()
    {
        var document = await _application.AddRatesAsync(_admin);
        await _application.Port<IVectorIndex>().DeleteAsync(document.Id, 1, default);

        var report = await _admin.CheckAsync();
        var repair = await _admin.RepairAsync();
        var after = await _admin.CheckAsync();

        Assert.That(report.Kinds("missing"), Is.EqualTo(new[] { "vectors" }));
        Assert.That((string?)report["missing"]![0]!["detail"], Is.EqualTo("\"tarifas.pdf\" has 1 chunks, of which 0 have a vector."));
        Assert.That((string?)repair["repaired"]![0]!["outcome"], Is.EqualTo("rewritten"));
        Assert.That(after["missing"]!.AsArray(), Is.Empty);
        Assert.That((string?)(await _admin.StatusAsync("tarifas.pdf"))["status"], Is.EqualTo("ready"));
    }

    [Test]
    public async Task Indexes_a_document_without_chunks_anew_from_its_file()
    {
        var document = await _application.AddRatesAsync(_admin);
        await _application.Port<IPassageRepository>().DeleteVersionAsync(document.Id, 1, default);

        var repair = await _admin.RepairAsync();
        await _application.SettledAsync();

        Assert.That(repair.Kinds("repaired"), Is.SupersetOf(new[] { "pages", "chunks" }));
        Assert.That((string?)repair["repaired"]![0]!["outcome"], Is.EqualTo("requeued"));
        Assert.That((await _application.AskAsync(ConsistencyCalls.Question)).Text(), Does.Contain("9,75"));
        Assert.That((await _admin.CheckAsync())["missing"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Reports_a_lost_file_in_the_readers_language_and_leaves_the_document_answering()
    {
        var document = await _application.AddRatesAsync(_admin);
        File.Delete(Path.Combine(_application.PdfFolder(), document.Visible!.File.Key));
        _admin.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("es"));

        var repair = await _admin.RepairAsync();

        var left = repair["left"]!.AsArray().Single()!;
        Assert.That((string?)left["kind"], Is.EqualTo("file"));
        Assert.That((string?)left["filename"], Is.EqualTo("tarifas.pdf"));
        Assert.That((string?)left["detail"], Is.EqualTo("El archivo de \"tarifas.pdf\" no está en el almacén de archivos."));
        Assert.That((string?)left["outcome"], Is.EqualTo("needs_upload"));
        Assert.That((await _application.AskAsync(ConsistencyCalls.Question)).Text(), Does.Contain("9,75"));
    }
}
