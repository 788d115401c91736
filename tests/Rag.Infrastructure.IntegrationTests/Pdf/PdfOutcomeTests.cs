using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Application.Ingestion;
using Rag.Infrastructure.Pdf;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>Each way in which reading can end, with the real process.</summary>
public sealed class PdfOutcomeTests
{
    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new TestCaseData(() => HostilePdf.Encrypted("secreto"), "pdf_encrypted").SetArgDisplayNames("password");
        yield return new TestCaseData(() => HostilePdf.Truncated(), "pdf_damaged").SetArgDisplayNames("truncated");
        yield return new TestCaseData(() => HostilePdf.Garbage(), "pdf_damaged").SetArgDisplayNames("garbage");
        yield return new TestCaseData(() => HostilePdf.NoPages(), "pdf_damaged").SetArgDisplayNames("no pages");
        yield return new TestCaseData(() => Array.Empty<byte>(), "pdf_damaged").SetArgDisplayNames("empty");
        yield return new TestCaseData(() => HostilePdf.DeepNesting(), "pdf_damaged").SetArgDisplayNames("deep nesting");
        yield return new TestCaseData(() => HostilePdf.Crashing(), "pdf_damaged").SetArgDisplayNames("stack overflow");
        yield return new TestCaseData(() => HostilePdf.MutualForms(), "pdf_damaged").SetArgDisplayNames("forms that draw each other");
        yield return new TestCaseData(() => HostilePdf.ImageOnly(), "pdf_no_text").SetArgDisplayNames("scanned");
        yield return new TestCaseData(() => HostilePdf.EndlessForm(), "pdf_no_text").SetArgDisplayNames("form that draws itself");
        yield return new TestCaseData(() => HostilePdf.FlateBomb(), "pdf_too_complex").SetArgDisplayNames("Flate bomb");
        yield return new TestCaseData(() => HostilePdf.ManyOperators(), "pdf_too_complex").SetArgDisplayNames("millions of operators");
        yield return new TestCaseData(() => HostilePdf.ManyPages(10_000), "pdf_too_many_pages").SetArgDisplayNames("10,000 pages");
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Says_why_a_file_cannot_be_read(Func<byte[]> pdf, string code)
    {
        var result = await PdfReading.ExtractAsync(pdf());

        Assert.That(result.Error?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task Opens_a_file_that_is_locked_with_an_empty_password()
    {
        var result = await PdfReading.ExtractAsync(HostilePdf.Encrypted(userPassword: ""));

        Assert.That(result.Value.Pages.Single().Lines.Texts(), Is.EqualTo(new[] { "Texto cifrado con una contraseña." }));
    }

    [Test]
    public async Task Reads_every_page_and_tells_how_far_it_is()
    {
        var progress = new Steps();

        var result = await PdfReading.ExtractAsync(SamplePdf.Manual(), progress: progress);

        Assert.That(result.Value.Title, Is.EqualTo("Manual de la estación meteorológica Brisa 4"));
        Assert.That(result.Value.Pages.Select(page => page.Number), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(progress.Seen, Is.EqualTo(result.Value.Pages.Select(page => new PageRead(page, 6, result.Value.Title))));
    }

    [Test]
    public async Task Reads_the_same_through_the_services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Pdf:MaxPages", "1")]).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddPdf().BuildServiceProvider();
        var extractor = services.GetRequiredService<IPdfTextExtractor>();

        var result = await extractor.ExtractAsync(new MemoryStream(SamplePdf.WithPages("uno", "dos")), new Progress<PageRead>(), default);

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_too_many_pages"));
    }

    private sealed class Steps : IProgress<PageRead>
    {
        public List<PageRead> Seen { get; } = [];

        public void Report(PageRead value) => Seen.Add(value);
    }
}
