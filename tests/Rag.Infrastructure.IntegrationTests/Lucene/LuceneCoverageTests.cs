namespace Rag.Infrastructure.IntegrationTests.Lucene;

public sealed class LuceneCoverageTests
{
    [Test]
    public async Task Is_one_when_the_chunk_has_all_the_words()
    {
        using var fullText = new FullText("El plazo de devolución es de 30 días", "Otra cosa");

        Assert.That(await CoverageAsync(fullText, "¿Cuál es el plazo para las devoluciones?"), Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public async Task Is_between_when_the_chunk_has_some_of_the_words()
    {
        using var fullText = new FullText("El plazo de devolución es de 30 días", "La garantía dura dos años");

        Assert.That(await CoverageAsync(fullText, "plazo de garantía"), Is.GreaterThan(0.3).And.LessThan(0.7));
    }

    [Test]
    public async Task Falls_with_each_word_that_no_chunk_has()
    {
        using var fullText = new FullText("El plazo de devolución es de 30 días", "El plazo de envío");

        var one = await CoverageAsync(fullText, "plazo de dinosaurios");
        var two = await CoverageAsync(fullText, "plazo de dinosaurios gigantes");

        Assert.That(one, Is.GreaterThan(two).And.LessThan(1));
        Assert.That(two, Is.GreaterThan(0));
    }

    [Test]
    public async Task Weighs_a_rare_word_more_than_one_that_all_have()
    {
        using var fullText = new FullText(
            [.. Enumerable.Range(0, 400).Select(i => $"El plazo número {i}"), "La garantía dura"]);

        var hits = await fullText.SearchAsync("plazo garantía", count: 500);

        Assert.That(hits.Single(hit => hit.Id.Index == 400).Coverage, Is.GreaterThan(0.7));
        Assert.That(hits.Single(hit => hit.Id.Index == 1).Coverage, Is.LessThan(0.3));
    }

    [Test]
    public async Task Means_the_same_on_one_chunk_as_among_thousands()
    {
        const string chunk = "La cláusula de rescisión exige preaviso de 45 días";
        using var one = new FullText(chunk);
        using var many = new FullText([chunk, .. Enumerable.Range(0, 3000).Select(i => $"Artículo {i} sobre tarifas, envíos y horarios")]);
        const string question = "¿Qué preaviso exige la rescisión del dinosaurio?";

        Assert.That(await CoverageAsync(one, question), Is.EqualTo(await CoverageAsync(many, question)).Within(0.1));
    }

    [Test]
    public async Task Counts_a_code_whole_however_its_parts_are_joined()
    {
        using var fullText = new FullText("Certificado según ISO 9001", "Otra cosa");

        Assert.That(await CoverageAsync(fullText, "ISO-9001"), Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public async Task Does_not_take_the_pieces_of_a_figure_for_the_figure()
    {
        using var fullText = new FullText("Importe con 1, 234 y 56 euros");

        Assert.That(await CoverageAsync(fullText, "importe 1.234,56"), Is.LessThan(0.7));
    }

    [Test]
    public async Task Counts_words_of_the_heading()
    {
        using var fullText = new FullText();
        fullText.Store(Rag.Testing.A.Chunk(fullText.Document, 0, "Treinta días.", heading: "Plazo de devolución"));

        Assert.That(await CoverageAsync(fullText, "plazo de devolución"), Is.EqualTo(1).Within(1e-9));
    }

    private static async Task<double> CoverageAsync(FullText fullText, string question) =>
        (await fullText.SearchAsync(question, count: 5)).Single(hit => hit.Id.Index == 0).Coverage;
}
