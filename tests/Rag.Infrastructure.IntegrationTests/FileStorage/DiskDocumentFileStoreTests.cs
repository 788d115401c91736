using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Rag.Application.Documents;
using Rag.Infrastructure.FileStorage;
using Rag.Infrastructure.IntegrationTests.Contracts;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.FileStorage;

public sealed class DiskDocumentFileStoreTests : DocumentFileStoreContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(A.Time);
    private readonly DiskDocumentFileStore _files;

    public DiskDocumentFileStoreTests() => _files = new DiskDocumentFileStore(
        Options.Create(new StorageOptions { Directory = _folder.Path }), _time);

    protected override IDocumentFileStore Files => _files;

    private string PdfFolder => _folder.File("documents/pdfs");

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_saved_file_stands_alone_under_a_name_of_ours()
    {
        var stored = await _files.SaveAsync(new MemoryStream([1]), 10, default);

        Assert.That(AllFiles(), Is.EqualTo(new[] { Path.Combine(PdfFolder, stored!.Key) }));
        Assert.That(StoredFileName.IsOurs(stored.Key), Is.True);
    }

    [Test]
    public async Task Nothing_is_under_its_final_name_before_it_is_whole()
    {
        var seen = new List<string>();
        var content = new ClientStream(new byte[500], pieces: 100) { AfterPiece = () => seen.AddRange(Directory.GetFiles(PdfFolder)) };

        await _files.SaveAsync(content, 1000, default);

        Assert.That(seen, Is.Empty);
        Assert.That(Directory.GetFiles(PdfFolder), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Nothing_stays_behind_of_what_is_too_long()
    {
        await _files.SaveAsync(new MemoryStream(new byte[500_000]), 400_000, default);

        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public void Nothing_stays_behind_when_the_stream_breaks()
    {
        var content = new ClientStream(new byte[5000], pieces: 1000) { FailsAt = 3000 };

        Assert.That(async () => await _files.SaveAsync(content, 10_000, default), Throws.InstanceOf<IOException>());

        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public void Nothing_stays_behind_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var content = new ClientStream(new byte[5000], pieces: 1000) { AfterPiece = stop.Cancel };

        Assert.That(async () => await _files.SaveAsync(content, 10_000, stop.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(AllFiles(), Is.Empty);
    }

    [Test]
    public async Task A_file_can_be_deleted_while_it_is_read()
    {
        var stored = await _files.SaveAsync(new MemoryStream([1, 2, 3]), Limit, default);
        await using var content = await _files.OpenAsync(stored!.Key, default);

        await _files.DeleteAsync(stored.Key, default);

        Assert.That(content!.ReadByte(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_path_as_a_key_reaches_no_other_file()
    {
        await _files.SaveAsync(new MemoryStream([1]), 10, default);
        var outside = Path.Combine(_folder.Path, "documents", StoredFileName.New());
        File.WriteAllText(outside, "other");

        foreach (var key in new[] { outside, $"../{Path.GetFileName(outside)}" })
        {
            Assert.That(await _files.OpenAsync(key, default), Is.Null);
            await _files.DeleteAsync(key, default);
        }

        Assert.That(File.Exists(outside), Is.True);
    }

    [Test]
    public async Task Leftovers_of_more_than_a_day_are_removed_and_nothing_else()
    {
        var stored = await _files.SaveAsync(new MemoryStream([1]), 10, default);
        File.SetLastWriteTimeUtc(Path.Combine(PdfFolder, stored!.Key), A.Time.UtcDateTime.AddDays(-900));
        Leave("old", TimeSpan.FromHours(25));
        Leave("young", TimeSpan.FromHours(23));

        _files.RemoveLeftovers();

        Assert.That(AllFiles().Select(Path.GetFileName), Is.EquivalentTo(new[] { stored.Key, "young" }));
    }

    [Test]
    public void A_first_start_has_no_leftovers()
    {
        Assert.That(_files.RemoveLeftovers, Throws.Nothing);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no handle to a directory that can be flushed.")]
    public void A_directory_can_be_flushed_and_a_missing_one_is_passed_over()
    {
#pragma warning disable CA1416 // Excluded by the attribute, which the analyzer does not read.
        Assert.That(() => UnixCalls.FlushDirectory(_folder.Path), Throws.Nothing);
        Assert.That(() => UnixCalls.FlushDirectory(_folder.File("missing")), Throws.Nothing);
#pragma warning restore CA1416
    }

    [TestCase("0190a5d1c967774bbcceb302099a8057.pdf", true)]
    [TestCase("0190A5D1C967774BBCCEB302099A8057.pdf", false)]
    [TestCase("0190a5d1c967774bbcceb302099a8057.PDF", false)]
    [TestCase("0190a5d1c967774bbcceb302099a8057.pdf\n", false)]
    [TestCase("0190a5d1c967474bbcceb302099a8057.pdf", false)]
    [TestCase("../0190a5d1c967774bbcceb302099a8057.pdf", false)]
    [TestCase("tarifas.pdf", false)]
    public void Only_names_that_it_makes_are_its_own(string name, bool isOurs)
    {
        Assert.That(StoredFileName.IsOurs(name), Is.EqualTo(isOurs));
        Assert.That(StoredFileName.IsOurs(StoredFileName.New()), Is.True);
    }

    private void Leave(string name, TimeSpan age)
    {
        var path = Path.Combine(PdfFolder, ".staging", name);
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, (A.Time - age).UtcDateTime);
    }

    private string[] AllFiles() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
}
