using Rag.Infrastructure.Pdf;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class PdfTitleTests
{
    [TestCase("Manual de la estación", "Manual de la estación")]
    [TestCase("  Tarifas\r\n 2026 ", "Tarifas 2026")]
    [TestCase("Documento de seguridad", "Documento de seguridad")]
    [TestCase("Guía de Microsoft Word", "Guía de Microsoft Word")]
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("untitled", null)]
    [TestCase("Sin título 2", null)]
    [TestCase("Document1", null)]
    [TestCase("Microsoft Word - tarifas.docx", null)]
    [TestCase("Presentación de PowerPoint", null)]
    [TestCase("tarifas_2026.pdf", null)]
    [TestCase("C:\\Users\\ana\\tarifas", null)]
    [TestCase("12-34", null)]
    public void Only_a_title_that_tells_something_is_one(string? title, string? usable)
    {
        Assert.That(PdfTitle.Usable(title), Is.EqualTo(usable));
    }
}
