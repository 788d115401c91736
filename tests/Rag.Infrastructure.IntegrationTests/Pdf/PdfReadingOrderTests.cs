using Rag.Application.Ingestion;
using Rag.Testing;
using Rag.Testing.Pdfs;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class PdfReadingOrderTests
{
    private const string Left = "El anemómetro mide la velocidad del viento y debe quedar por encima de cualquier obstáculo, lejos de paredes y de árboles que lo frenen.";
    private const string Right = "El pluviómetro vuelca cada dos décimas de milímetro y envía cada vuelco a la consola, que lo suma al total del día, del mes y del año.";

    [Test]
    public async Task Reads_one_column_after_the_other()
    {
        var page = new SamplePage().Text(72, 780, "Dos instrumentos que miden el tiempo que hace en su jardín", size: 16);
        page.Flow(Left, x: 72, top: 740, width: 210);
        page.Flow(Right, x: 310, top: 740, width: 210);

        var text = string.Join(' ', (await PdfReading.LinesAsync(page)).Texts());

        Assert.That(text, Does.StartWith("Dos instrumentos").And.EndWith($"{Left} {Right}"));
    }

    [Test]
    public async Task Reads_columns_above_and_below_a_line_across_the_page_by_bands()
    {
        var page = new SamplePage();
        page.Flow(Left, x: 72, top: 780, width: 210);
        page.Flow(Right, x: 310, top: 780, width: 210);
        page.Text(72, 600, "Una línea que va de un lado al otro de la página y separa lo de arriba de lo de abajo");
        page.Flow("Abajo, a la izquierda: " + Left, x: 72, top: 580, width: 210);
        page.Flow("Abajo, a la derecha: " + Right, x: 310, top: 580, width: 210);

        var text = string.Join(' ', (await PdfReading.LinesAsync(page)).Texts());

        Assert.That(text, Does.StartWith($"{Left} {Right} Una línea").And.EndWith($"abajo Abajo, a la izquierda: {Left} Abajo, a la derecha: {Right}"));
    }

    [Test]
    public async Task Reads_a_table_row_by_row()
    {
        var page = new SamplePage();
        foreach (var (y, cells) in new[] { (700, "Pieza|Precio|Plazo"), (685, "Panel solar|48,90 €|5 días"), (670, "Embudo|12,50 €|3 días"), (655, "Mástil|31,00 €|9 días") })
        {
            var parts = cells.Split('|');
            page.Text(72, y, parts[0]).Text(220, y, parts[1]).Text(360, y, parts[2]);
        }

        var lines = await PdfReading.LinesAsync(page);

        Assert.That(lines.Texts(), Is.EqualTo(new[] { "Pieza\tPrecio\tPlazo", "Panel solar\t48,90 €\t5 días", "Embudo\t12,50 €\t3 días", "Mástil\t31,00 €\t9 días" }));
    }

    [Test]
    public async Task Reads_by_place_whatever_the_order_of_drawing()
    {
        var page = new SamplePage().Text(72, 600, "tercera").Text(72, 700, "primera").Text(130, 650, "línea").Text(72, 650, "segunda");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "primera", "segunda línea", "tercera" }));
    }

    [TestCase(0)]
    [TestCase(90)]
    [TestCase(180)]
    [TestCase(270)]
    public async Task Reads_a_turned_page_as_it_is_shown(int rotation)
    {
        // Written so that it stands upright once the page is turned clockwise.
        var page = new SamplePage().With($"/Rotate {rotation}");
        var (x, y, step) = rotation switch { 90 => (100, 100, (20, 0)), 180 => (400, 400, (0, 20)), 270 => (400, 700, (-20, 0)), _ => (72, 700, (0, -20)) };
        page.TextAt(x, y, "Primera línea", rotation).TextAt(x + step.Item1, y + step.Item2, "Segunda línea", rotation);

        var read = (await PdfReading.ReadHereAsync(SamplePdf.From([page]))).Pages.Single();

        Assert.That(read.Rotation, Is.EqualTo(rotation));
        Assert.That(read.Lines.Texts(), Is.EqualTo(new[] { "Primera línea", "Segunda línea" }));
        Assert.That(read.Lines.Select(line => line.Marks), Has.All.EqualTo(TextMarks.None));
        Assert.That(read.Lines[0].Top, Is.LessThan(read.Lines[1].Top));
    }

    [Test]
    public async Task Reads_turned_text_last_and_marks_it()
    {
        var page = new SamplePage().TextAt(30, 300, "Borrador del margen", degrees: 90).Text(72, 700, "Texto de la página");

        var lines = await PdfReading.LinesAsync(page);

        Assert.That(lines.Texts(), Is.EqualTo(new[] { "Texto de la página", "Borrador del margen" }));
        Assert.That(lines.Texts(TextMarks.Rotated), Is.EqualTo(new[] { "Borrador del margen" }));
    }

    [Test]
    public async Task Reads_right_to_left_text_from_the_right()
    {
        var page = new SamplePage().Text(72, 700, "שלום עולם").Text(72, 650, "Total في المتجر 25 euros");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "שלום עולם", "Total في المتجر 25 euros" }));
    }

    [Test]
    public async Task Separates_paragraphs_and_headings()
    {
        var page = new SamplePage();
        page.Flow($"# Instalación\n\n{Left}\n\n{Right}", x: 72, top: 780, width: 300);

        var blocks = (await PdfReading.LinesAsync(page)).GroupBy(line => line.Block).Select(block => string.Join(' ', block.Select(line => line.Text)));

        Assert.That(blocks, Is.EqualTo(new[] { "Instalación", Left, Right }));
    }

    [Test]
    public async Task Separates_paragraphs_by_their_indented_first_line()
    {
        var page = new SamplePage();
        var y = 700;
        foreach (var (indent, line) in new[] { (0, "El plazo de devolución es de treinta días"), (0, "desde la entrega del paquete en casa, y"), (0, "no cubre daños por rayos ni por el agua que"), (15, "La garantía dura tres años y cubre los"), (0, "defectos de fabricación del aparato, no") })
        {
            page.Text(72 + indent, y -= 14, line);
        }

        var blocks = (await PdfReading.LinesAsync(page)).Select(line => line.Block).ToList();

        Assert.That(blocks.Distinct().Count(), Is.EqualTo(2));
        Assert.That(blocks[3], Is.Not.EqualTo(blocks[2]));
    }
}
