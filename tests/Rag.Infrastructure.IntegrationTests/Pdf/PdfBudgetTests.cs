using Rag.Infrastructure.Pdf;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class PdfBudgetTests
{
    /// <summary>Memory as the runtime reckons with it: three quarters of a container's.</summary>
    [TestCase(384, 4, 144, 192, 1, Description = "a container of 512 MB")]
    [TestCase(768, 4, 288, 384, 1, Description = "of 1 GB")]
    [TestCase(3072, 4, 384, 512, 3, Description = "of 4 GB")]
    [TestCase(3072, 2, 384, 512, 1, Description = "of 4 GB and two processors, one of which is left to those who ask")]
    [TestCase(3072, 1, 384, 512, 1, Description = "of 4 GB and one processor")]
    [TestCase(64_000, 8, 384, 512, 7, Description = "a server")]
    [TestCase(100, 8, 96, 128, 1, Description = "less than anything runs in")]
    public void Follows_the_memory_and_the_processors_that_there_are(int availableMegabytes, int processors, int heap, int resident, int processes)
    {
        var budget = PdfBudget.Of(new PdfOptions(), availableMegabytes * 1024L * 1024, processors);

        Assert.That((budget.HeapBytes >> 20, budget.ResidentBytes >> 20, budget.Processes), Is.EqualTo(((long)heap, (long)resident, processes)));
    }

    [Test]
    public void Never_reads_more_files_at_once_than_there_are_processors()
    {
        var budget = PdfBudget.Of(new PdfOptions { MaxProcesses = 64 }, 64_000L * 1024 * 1024, processors: 2);

        Assert.That(budget.Processes, Is.EqualTo(2));
    }
}
