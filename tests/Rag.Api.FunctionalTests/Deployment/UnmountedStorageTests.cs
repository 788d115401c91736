using Microsoft.Extensions.DependencyInjection;
using Rag.Infrastructure.FileStorage;
using Serilog.Events;

namespace Rag.Api.FunctionalTests.Deployment;

[Platform("Linux")]
public sealed class UnmountedStorageTests
{
    [TestCase("production", "overlay", "STORAGE_DIR", true)]
    [TestCase("production", "overlay", "PDFS_DIR", true)]
    [TestCase("production", "ext4", "STORAGE_DIR", false)]
    [TestCase("production", "overlay", "PDFS_STORAGE", false)]
    [TestCase("staging", "overlay", "STORAGE_DIR", false)]
    public async Task Production_that_stores_on_no_volume_is_warned_by_name(string environment, string fileSystem, string variable, bool isWarned)
    {
        await using var application = new RagApplication().OnMongo().With("ENVIRONMENT", environment).With("MODEL_TYPE", "LOCAL")
            .With(services => services.AddSingleton(new MountTable([$"1 0 0:1 / / rw - {fileSystem} {fileSystem} rw"], isContainer: false)));
        if (variable == "PDFS_DIR")
        {
            application.With("PDFS_DIR", Path.Combine(application.StorageFolder, "pdfs"));
        }

        if (variable == "PDFS_STORAGE")
        {
            application.With("PDFS_STORAGE", "mongodb");
        }

        application.StartServer();

        var warnings = application.Log.Entries.Where(entry => entry.Level == LogEventLevel.Warning && entry.MessageTemplate.Text.Contains("no mounted volume", StringComparison.Ordinal));
        Assert.That(warnings.Select(entry => entry.Properties["Variable"].ToString("l", null)), Is.EqualTo(isWarned ? new[] { variable } : []));
    }
}
