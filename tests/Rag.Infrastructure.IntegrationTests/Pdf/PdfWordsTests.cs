using Rag.Application.Ingestion;
using Rag.Testing;
using Rag.Testing.Pdfs;

namespace Rag.Infrastructure.IntegrationTests.Pdf;

public sealed class PdfWordsTests
{
    [Test]
    public async Task Separates_words_that_are_placed_without_spaces()
    {
        var page = new SamplePage().Raw("BT /Regular 11 Tf 72 700 Td [(El) -280 (plazo) -280 (de) -280 (devoluci) 20 (\\363n)] TJ ET");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "El plazo de devolución" }));
    }

    [Test]
    public async Task Joins_letters_that_are_set_apart()
    {
        var page = new SamplePage().Raw("BT /Bold 14 Tf 4 Tc 72 700 Td [(GARANT\\315A) -400 (LIMITADA)] TJ ET");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "GARANTÍA LIMITADA" }));
    }

    [Test]
    public async Task Joins_exponents_to_what_they_belong_to()
    {
        var page = new SamplePage().Raw("BT /Regular 11 Tf 72 700 Td (Una superficie de 50 m) Tj /Regular 7 Tf 1 0 0 1 185.2 704 Tm (2) Tj ET").Text(192, 700, "en total");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "Una superficie de 50 m2 en total" }));
    }

    [Test]
    public async Task Reads_text_once_that_is_drawn_twice_to_look_bold()
    {
        var page = new SamplePage().Text(72, 700, "Aviso importante").Text(72.4, 700, "Aviso importante");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "Aviso importante" }));
    }

    [Test]
    public async Task Puts_accents_on_their_letters_that_are_drawn_apart()
    {
        var page = new SamplePage().Raw("BT /Regular 11 Tf 72 700 Td [(estaci) 0 (\\264) 445 (on de a) (\\230) 440 (no)] TJ ET");

        Assert.That((await PdfReading.LinesAsync(page)).Single().Text.Normalize(), Is.EqualTo("estación de año"));
    }

    [Test]
    public async Task Counts_and_marks_glyphs_without_a_known_character()
    {
        var read = (await PdfReading.ReadHereAsync(SamplePdf.From([new SamplePage().Text(72, 700, "Total").UnreadableText(72, 650, glyphs: 6)]))).Pages.Single();

        Assert.That((read.Glyphs, read.UnreadableGlyphs), Is.EqualTo((11, 6)));
        Assert.That(read.Lines.Where(line => line.Marks.HasFlag(TextMarks.Unreadable)).Select(line => line.Text), Is.EqualTo(new[] { "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" }));
    }

    [Test]
    public async Task A_file_of_unreadable_glyphs_has_no_text()
    {
        var result = await PdfReading.ExtractAsync(SamplePdf.From([new SamplePage().UnreadableText(72, 650, glyphs: 60)]));

        Assert.That(result.Error?.Code, Is.EqualTo("pdf_no_text"));
    }

    [Test]
    public async Task Reads_ligatures_accents_and_signs()
    {
        var page = new SamplePage().Text(72, 700, "Ñandú, œuvre, 48,90 € y ½ m²").Text(72, 680, "o\uFB01cina de \uFB02ores");

        Assert.That((await PdfReading.LinesAsync(page)).Texts(), Is.EqualTo(new[] { "Ñandú, œuvre, 48,90 € y ½ m²", "o\uFB01cina de \uFB02ores" }));
    }

    [Test]
    public async Task Says_size_weight_and_place_of_a_line()
    {
        var line = (await PdfReading.LinesAsync(new SamplePage().Text(72, 742, "Garantía", size: 20, bold: true))).Single();

        Assert.That(line.FontSize, Is.EqualTo(20).Within(0.1));
        Assert.That(line.Marks, Is.EqualTo(TextMarks.Bold));
        Assert.That(line.Top, Is.EqualTo((842 - 757) / 842.0).Within(0.005));
        Assert.That(line.Bottom, Is.EqualTo((842 - 738) / 842.0).Within(0.005));
    }
}
