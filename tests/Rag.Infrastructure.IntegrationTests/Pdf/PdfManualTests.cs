using Rag.Application.Ingestion;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

/// <summary>A whole file from its bytes to its pages.</summary>
public sealed class PdfManualTests
{
    [Test]
    public async Task Becomes_pages_with_headings_and_without_running_lines()
    {
        var pdf = await PdfReading.ExtractAsync(SamplePdf.Manual());

        var pages = PageTextBuilder.Build(pdf.Value);

        Assert.That(pages, Has.Count.EqualTo(6));
        Assert.That(pages.SelectMany(page => page.Headings).Select(heading => (heading.Level, heading.Text)), Is.EqualTo(new[]
        {
            (1, "1. Instalación"), (2, "1.1. Contenido de la caja"), (1, "2. Medición de la lluvia"), (2, "2.1. Calibración"),
            (1, "3. Garantía y devoluciones"), (2, "3.1. Precios de los recambios"), (1, "4. Connecting the console"), (2, "4.1. Wireless network"),
            (1, "5. Maintenance"), (2, "5.1. Error codes"), (1, "6. Technical specifications"), (2, "6.1. Disposal"),
        }));
        Assert.That(pages.Select(page => page.Text), Has.None.Contains("Brisa Instrumentos").And.None.Contains("Manual de la estación"));
        Assert.That(pages[0].Text, Does.Contain("\n\n- Sensor exterior con panel solar\n- Consola de interior\n- Dos pilas recargables de 1,2 V\n"));
        Assert.That(pages[2].Text, Does.Contain("El plazo de devolución es de 30 días naturales desde la entrega.").And.Contain("https://www.brisa.example/recambios y llegan"));
    }
}
