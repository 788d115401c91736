using Rag.Application.Ingestion;

namespace Rag.Application.UnitTests.Ingestion;

public class HeadingStylesTests
{
    private static readonly string[] Running = ["La estación meteorológica se fija a un mástil de acero, a dos", "metros sobre el suelo y lejos de las paredes."];

    [Test]
    public void Finds_larger_type_and_says_where_it_stands()
    {
        var page = new PdfSketch().Heading("Instalación", size: 18).Block(Running).Heading("Contenido de la caja", size: 13).Block(Running).Build().Single();

        Assert.That(page.Headings.Select(heading => heading.Text), Is.EqualTo(new[] { "Instalación", "Contenido de la caja" }));
        Assert.That(page.Headings.Select(heading => heading.Level), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(page.Headings.Select(heading => page.Text[heading.Start..].StartsWith(heading.Text, StringComparison.Ordinal)), Has.All.True);
        Assert.That(page.Text, Does.StartWith("Instalación\n\nLa estación"));
    }

    [Test]
    public void Finds_bold_lines_that_stand_alone()
    {
        var page = new PdfSketch().Heading("Garantía y devoluciones", PdfSketch.Body, bold: true).Block(Running).Build().Single();

        Assert.That(page.Headings.Single().Text, Is.EqualTo("Garantía y devoluciones"));
    }

    [TestCase("2.1. Calibración")]
    [TestCase("Artículo 5. Derecho de desistimiento")]
    [TestCase("CHAPTER IV")]
    [TestCase("CONDICIONES GENERALES")]
    public void Finds_headings_set_like_the_text_by_their_number_or_capitals(string heading)
    {
        var page = new PdfSketch().Block(Running).Block(heading).Block(Running).Build().Single();

        Assert.That(page.Headings.Single().Text, Is.EqualTo(heading));
    }

    [Test]
    public void Ranks_headings_of_one_size_by_the_parts_of_their_numbers()
    {
        var page = new PdfSketch().Heading("1. Uso").Block(Running).Heading("1.2. Limpieza").Block(Running).Heading("1.2.1. Filtro").Block(Running).Build().Single();

        Assert.That(page.Headings.Select(heading => heading.Level), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [TestCase("Compruebe la caja.")]
    [TestCase("3,5 millones de euros")]
    [TestCase("• Sensor exterior")]
    [TestCase("Panel solar\t48,90 €")]
    [TestCase("48,90")]
    public void Leaves_short_text_as_text(string line)
    {
        var page = new PdfSketch().Block(Running).Block(line).Block(Running).Build().Single();

        Assert.That(page.Headings, Is.Empty);
    }

    [Test]
    public void Leaves_bold_text_as_text_where_most_is_bold()
    {
        var page = new PdfSketch().Marked(TextMarks.Bold, Running).Marked(TextMarks.Bold, "Una línea más").Build().Single();

        Assert.That(page.Headings, Is.Empty);
    }

    [Test]
    public void Leaves_a_long_paragraph_of_large_type_as_text()
    {
        var page = new PdfSketch().Block(Running).Block(Running).Heading(string.Join(' ', Enumerable.Repeat("palabra", 30)), size: 16).Build().Single();

        Assert.That(page.Headings, Is.Empty);
    }
}
