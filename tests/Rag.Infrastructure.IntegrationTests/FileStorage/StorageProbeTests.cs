using Rag.Infrastructure.FileStorage;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.FileStorage;

public sealed class StorageProbeTests
{
    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Makes_every_directory_and_leaves_no_trace_of_the_test()
    {
        var options = new StorageOptions
        {
            Directory = _folder.File("storage"),
            PdfsDirectory = _folder.File("elsewhere/pdfs"),
            VectorStorePath = _folder.File("vectors"),
        };

        StorageProbe.Check(options);

        Assert.That(
            new[] { options.Directory, options.PdfsPath, options.VectorsPath, options.FullTextPath }.Select(Directory.Exists), Is.All.True);
        Assert.That(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Directories_that_are_there_stay_as_they_are()
    {
        var options = new StorageOptions { Directory = _folder.Path };
        File.WriteAllText(_folder.File("rag.db"), "kept");

        StorageProbe.Check(options);
        StorageProbe.Check(options);

        Assert.That(File.ReadAllText(_folder.File("rag.db")), Is.EqualTo("kept"));
    }

    [Test]
    public void A_directory_that_cannot_be_made_is_named_with_the_user_and_the_remedy()
    {
        File.WriteAllText(_folder.File("file"), "in the way");

        var options = new StorageOptions { Directory = _folder.File("file/storage") };

        Assert.That(
            () => StorageProbe.Check(options),
            Throws.TypeOf<StorageUnusableException>()
                .With.Message.Contains(_folder.File("file/storage")).And.Message.Contains("user").And.Message.Contains("STORAGE_DIR"));
    }

    [Test]
    public void The_variable_that_named_the_directory_is_named()
    {
        File.WriteAllText(_folder.File("file"), "in the way");

        var options = new StorageOptions { Directory = _folder.Path, PdfsDirectory = _folder.File("file") };

        Assert.That(() => StorageProbe.Check(options), Throws.TypeOf<StorageUnusableException>().With.Message.Contains("PDFS_DIR"));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "Needs a directory that nobody can write to.")]
    public void A_directory_that_is_there_but_cannot_be_written_is_refused()
    {
        Assert.That(
            () => StorageProbe.CheckDirectory("/proc/self", "STORAGE_DIR"),
            Throws.TypeOf<StorageUnusableException>().With.Message.Contains("/proc/self"));
    }
}
