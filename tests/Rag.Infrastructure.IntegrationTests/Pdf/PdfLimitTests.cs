using Rag.Infrastructure.Pdf;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class PdfLimitTests
{
    [Test]
    public async Task Ends_a_file_that_takes_too_long()
    {
        var result = await PdfReading.ExtractAsync(HostilePdf.SelfCallingForms(), options => options.MinTime = TimeSpan.FromSeconds(3));

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_timeout"));
    }

    [TestCase(1, 30)]
    [TestCase(150, 30)]
    [TestCase(1000, 200)]
    public void Gives_long_files_more_time(int pages, int seconds)
    {
        Assert.That(new PdfOptions().TimeFor(pages), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public async Task Ends_a_process_that_takes_too_much_memory()
    {
        var result = await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.MaxResidentBytes = 20 * 1024 * 1024);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_complex"));
    }

    [Test]
    public async Task Notices_memory_errors_that_the_reader_swallows()
    {
        var result = await PdfReading.ExtractAsync(HostilePdf.ManyOperators(3_000_000), options => options.MaxHeapBytes = 96 * 1024 * 1024);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_complex"));
    }

    [Test]
    public async Task Ends_what_no_filter_measures_at_the_heap_limit()
    {
        var result = await PdfReading.ExtractAsync(HostileFilters.Fax());

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_complex"));
    }

    [Test]
    public async Task Refuses_more_text_than_is_allowed()
    {
        var result = await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.MaxTextBytes = 1024);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_complex"));
    }

    [Test]
    public async Task Refuses_more_pages_than_are_allowed_and_says_how_many_are()
    {
        var result = await PdfReading.ExtractAsync(SamplePdf.Manual(), options => options.MaxPages = 5);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_many_pages"));
        Assert.That(result.Error?.Detail, Does.Contain("5"));
    }
}
