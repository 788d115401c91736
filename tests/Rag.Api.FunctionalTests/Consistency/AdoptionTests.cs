using System.Text;
using Rag.Api.FunctionalTests.Chat;
using Rag.Api.FunctionalTests.Pdfs;
using Rag.Application.Documents;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Consistency;

/// <summary>Starts on a disk on which somebody else put PDF files.</summary>
public sealed class AdoptionTests
{
    private RagApplication _application = null!;

    [SetUp]
    public void Make_the_disk()
    {
        _application = new RagApplication().WithFilesOnDisk().WithRealModel();
        Directory.CreateDirectory(_application.PdfFolder());
    }

    [TearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task The_disk_of_the_old_backend_answers_questions_after_the_start()
    {
        // Decomposed, as a Mac writes it.
        var old = Put("Tarifas de envi\u0301o.pdf", ConsistencyCalls.Rates, TimeSpan.FromDays(400));
        var vectors = Path.Combine(_application.StorageFolder, "documents", "chroma_db", "chroma.sqlite3");
        Directory.CreateDirectory(Path.GetDirectoryName(vectors)!);
        await File.WriteAllTextAsync(vectors, "of the old one");

        using var admin = await _application.SignedInAsync();
        var document = await admin.UntilSettledHereAsync(_application, "Tarifas de envío.pdf");

        Assert.That((string?)document["status"], Is.EqualTo("ready"));
        var answer = await _application.AskAsync(ConsistencyCalls.Question);
        Assert.That(answer.Text(), Does.Contain("9,75"));
        Assert.That((string?)answer.Single("sources")["sources"]![0]!["filename"], Is.EqualTo("Tarifas de envío.pdf"));
        Assert.That(await admin.GetByteArrayAsync("/api/v1/pdfs/download/Tarifas%20de%20env%C3%ADo.pdf"), Is.EqualTo(ConsistencyCalls.Rates));
        Assert.That(File.Exists(old), Is.False, "the old name");
        Assert.That(File.Exists(vectors), Is.True, "chroma_db");
    }

    [Test]
    public async Task A_copy_of_a_moment_ago_is_taken_in_at_once_and_half_a_file_is_not()
    {
        Put("nuevo.pdf", ConsistencyCalls.Rates, TimeSpan.Zero);
        var half = Put("a medias.pdf", ConsistencyCalls.Rates[..^200], TimeSpan.Zero);

        using var admin = await _application.SignedInAsync();
        await admin.UntilSettledHereAsync(_application, "nuevo.pdf");

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "nuevo.pdf" }));
        Assert.That(File.Exists(half), Is.True);
    }

    [Test]
    public async Task What_cannot_be_a_document_is_left_as_it_is()
    {
        Put("a.pdf", ConsistencyCalls.Rates, TimeSpan.FromDays(1));
        string[] left =
        [
            Put("A.PDF", SamplePdf.WithPages("Otros bytes, el mismo nombre."), TimeSpan.FromDays(1)),
            Put("con\nlínea.pdf", ConsistencyCalls.Rates, TimeSpan.FromDays(1)),
            Put("no es.pdf", Encoding.UTF8.GetBytes("texto"), TimeSpan.FromDays(1)),
            Put("notas.txt", ConsistencyCalls.Rates, TimeSpan.FromDays(1)),
            Put(Path.Combine("otra carpeta", "dentro.pdf"), ConsistencyCalls.Rates, TimeSpan.FromDays(1)),
        ];

        using var admin = await _application.SignedInAsync();
        await Poll.UntilAsync(() => Task.FromResult(_application.Log.Text.Contains("taken in", StringComparison.Ordinal)));
        await _application.SettledAsync();

        // Which of the two names of one key comes first is the file system's order; one of them is a document, the other a file.
        Assert.That((await NamesAsync()).Select(name => name.ToUpperInvariant()), Is.EqualTo(new[] { "A.PDF" }));
        Assert.That(left[1..].Where(path => !File.Exists(path)), Is.Empty);
        Assert.That(Directory.GetFiles(_application.PdfFolder()).Count(path => "A.PDF".Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)), Is.EqualTo(1));
        Assert.That(_application.Log.Text, Does.Not.Contain("no es.pdf"));
    }

    [Test]
    public async Task A_file_whose_record_was_saved_before_the_process_died_is_no_second_document_and_no_deleted_one_comes_back()
    {
        using var admin = await _application.SignedInAsync();
        await admin.UploadAsync("tarifas.pdf", ConsistencyCalls.Rates);
        await _application.SettledAsync();
        var file = Put("tarifas.pdf", ConsistencyCalls.Rates, TimeSpan.FromDays(1));

        await Poll.UntilAsync(() =>
        {
            _application.Time.Advance(TimeSpan.FromMinutes(30));
            return Task.FromResult(!File.Exists(file));
        });

        var document = (await _application.Port<IDocumentRepository>().ListAsync(default)).Single();
        Assert.That(document.LastVersion, Is.EqualTo(1));
        Assert.That(Directory.GetFiles(_application.PdfFolder(), "*.pdf"), Has.Length.EqualTo(1));
    }

    private async Task<List<string>> NamesAsync() =>
        [.. (await _application.Port<IDocumentRepository>().ListAsync(default)).Select(document => document.Name.Value)];

    private string Put(string name, byte[] content, TimeSpan age)
    {
        var path = Path.Combine(_application.PdfFolder(), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, (_application.Time.GetUtcNow() - age).UtcDateTime);
        return path;
    }
}
