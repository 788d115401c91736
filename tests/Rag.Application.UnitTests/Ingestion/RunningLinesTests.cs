namespace Rag.Application.UnitTests.Ingestion;

public class RunningLinesTests
{
    [Test]
    public void Leaves_out_headers_footers_and_page_numbers()
    {
        var pages = Pages(5, (sketch, i) => sketch.At(30, "Manual de la Brisa 4").At(800, "Brisa Instrumentos, S. L.").At(815, $"Página {i + 1} de 5"));

        Assert.That(pages.Select(page => page.Text), Is.EqualTo(Enumerable.Range(1, 5).Select(i => $"Texto propio número {i}.")));
    }

    [Test]
    public void Leaves_out_a_page_number_that_shares_its_line()
    {
        var pages = Pages(4, (sketch, i) => sketch.At(30, $"Manual de la Brisa 4\t{i + 17}"));

        Assert.That(pages[2].Text, Is.EqualTo("Texto propio número 3."));
    }

    [Test]
    public void Leaves_out_the_headers_of_left_and_right_pages()
    {
        var pages = Pages(8, (sketch, i) => sketch.At(30, i % 2 == 0 ? "Manual de la Brisa" : "Capítulo de medición"));

        Assert.That(pages[6].Text, Is.EqualTo("Texto propio número 7."));
    }

    [Test]
    public void Keeps_what_comes_back_in_the_middle_of_the_page()
    {
        var pages = Pages(5, (sketch, _) => sketch.At(400, "Consulte a su distribuidor."));

        Assert.That(pages.Select(page => page.Text), Has.All.Contains("Consulte a su distribuidor."));
    }

    [Test]
    public void Keeps_a_number_at_the_top_that_does_not_count_the_pages()
    {
        var articles = new[] { 3, 4, 7, 12, 13 };

        var pages = Pages(5, (sketch, i) => sketch.At(30, $"Ficha técnica {articles[i]}"));

        Assert.That(pages[3].Text, Does.StartWith("Ficha técnica 12"));
    }

    [Test]
    public void Keeps_a_title_that_counts_although_each_page_has_one()
    {
        var pages = Pages(5, (sketch, i) => sketch.At(60, $"Ficha técnica {i + 1}", size: 16));

        Assert.That(pages[3].Text, Does.StartWith("Ficha técnica 4"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Leaves_short_documents_as_they_are(int count)
    {
        var pages = Pages(count, (sketch, _) => sketch.At(30, "Manual de la Brisa"));

        Assert.That(pages.Select(page => page.Text), Has.All.Contains("Manual de la Brisa"));
    }

    [Test]
    public void Never_takes_all_the_text_of_a_page()
    {
        var sketch = new PdfSketch();
        for (var i = 0; i < 4; i++)
        {
            sketch.At(30, "Hoja intencionadamente en blanco").EndPage();
        }

        Assert.That(sketch.Build().Select(page => page.Text), Has.All.EqualTo("Hoja intencionadamente en blanco"));
    }

    private static IReadOnlyList<Rag.Domain.Passages.ExtractedPage> Pages(int count, Action<PdfSketch, int> decorate)
    {
        var sketch = new PdfSketch();
        for (var i = 0; i < count; i++)
        {
            decorate(sketch, i);
            sketch.At(200, $"Texto propio número {i + 1}.").EndPage();
        }

        return sketch.Build();
    }
}
