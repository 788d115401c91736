using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

public sealed class ChunkHeadingTests
{
    private static readonly string Body = string.Join(' ', Enumerable.Range(1, 5).Select(i => $"La regla número {i} vale para todos."));

    [Test]
    public void Begins_a_chunk_at_each_heading()
    {
        var chunks = Split(PageOf(1, (1, "Envíos"), (1, "Pagos"), (1, "Cambios")));

        Assert.That(chunks.Select(chunk => chunk.Text.Split('\n')[0]), Is.EqualTo(new[] { "Envíos", "Pagos", "Cambios" }));
        Assert.That(chunks.Select(chunk => chunk.Heading), Is.EqualTo(new[] { "Envíos", "Pagos", "Cambios" }));
    }

    [Test]
    public void Puts_title_and_heading_ahead_of_what_is_indexed()
    {
        var chunk = Split("Manual", PageOf(1, (1, "Envíos"))).Single();

        Assert.That(chunk.IndexedText, Is.EqualTo($"Manual\nEnvíos\n{chunk.Text}"));
    }

    [Test]
    public void Carries_the_heading_over_to_the_next_page()
    {
        var chunks = Split(PageOf(1, (1, "Envíos")), A.Page(2, "Sin cabecera propia en esta página. " + Body), PageOf(3, (1, "Pagos")));

        Assert.That(chunks.Select(chunk => chunk.Heading), Is.EqualTo(new[] { "Envíos", "Envíos", "Pagos" }));
    }

    [Test]
    public void Names_the_outer_headings_too()
    {
        var chunks = Split(PageOf(1, (1, "Tienda"), (2, "Envíos"), (3, "Islas"), (2, "Pagos"), (1, "Contacto")));

        Assert.That(
            chunks.Select(chunk => chunk.Heading),
            Is.EqualTo(new[] { "Tienda", "Tienda > Envíos", "Tienda > Envíos > Islas", "Tienda > Pagos", "Contacto" }));
    }

    [Test]
    public void Leaves_outer_headings_out_when_the_path_would_be_too_long()
    {
        var outer = new string('A', 150);
        var inner = new string('B', 150);

        var chunks = Split(PageOf(1, (1, outer), (2, inner)));

        Assert.That(chunks.Select(chunk => chunk.Heading), Is.EqualTo(new[] { outer, inner }));
    }

    [Test]
    public void Leaves_out_an_outer_heading_that_repeats_the_title()
    {
        var chunks = Split("Manual de uso", PageOf(1, (1, "MANUAL DE USO"), (2, "Envíos")));

        Assert.That(chunks[1].Heading, Is.EqualTo("Envíos"));
    }

    [Test]
    public void Shortens_title_and_heading_to_200_characters()
    {
        var words = string.Join(' ', Enumerable.Repeat("palabra", 100));

        var chunk = Split(words, A.Page(text: Body) with { Headings = [new Heading(0, 1, words)] }).Single();

        Assert.That((chunk.Title, chunk.Heading), Is.EqualTo((words[..199], words[..199])));
    }

    [Test]
    public void Never_leaves_a_heading_as_the_last_line_of_a_chunk()
    {
        // The heading stands where the chunk is full: 500 characters of text, the heading, then more than fits.
        var before = string.Join(' ', Enumerable.Repeat("Un texto corto.", 31));
        var page = A.Page(text: $"{before}\n\nGarantía\n\n{Body} {Body}") with { Headings = [new Heading(before.Length + 2, 1, "Garantía")] };

        foreach (var size in Enumerable.Range(480, 60))
        {
            var chunks = Chunker.Split(DocumentId.New(), 1, null, [page], new ChunkingOptions { Size = size, Overlap = 0, MinLength = 0 }, _ => true);
            Assert.That(chunks.Select(chunk => chunk.Text), Has.None.EndsWith("Garantía"), $"Size {size}");
        }
    }

    [Test]
    public void Keeps_a_heading_with_the_heading_under_it()
    {
        var page = A.Page(text: $"Primera parte\n\nEnvíos\n\n{Body}") with { Headings = [new Heading(0, 1, "Primera parte"), new Heading(15, 2, "Envíos")] };

        var chunks = Chunker.Split(DocumentId.New(), 1, null, [page], new ChunkingOptions { Size = 100, Overlap = 0, MinLength = 0 }, _ => true);

        Assert.That(chunks[0].Text, Does.StartWith("Primera parte\n\nEnvíos\n\nLa regla"));
    }

    [Test]
    public void Joins_a_section_under_the_least_length_to_the_next_and_the_last_to_the_one_before()
    {
        var text = $"Uno\nCorto.\n\nDos\n{Body}\n\nTres\nCorto.";
        var page = A.Page(text: text) with
        {
            Headings = [new Heading(0, 1, "Uno"), new Heading(text.IndexOf("Dos", StringComparison.Ordinal), 1, "Dos"), new Heading(text.IndexOf("Tres", StringComparison.Ordinal), 1, "Tres")],
        };

        Assert.That(Split(page).Single().Text, Is.EqualTo(text));
    }

    [Test]
    public void Repeats_nothing_of_the_section_before()
    {
        var chunks = Split(PageOf(1, (1, "Envíos"), (1, "Pagos")));

        Assert.That(chunks[1].Start, Is.GreaterThan(chunks[0].End));
    }

    [Test]
    public void Leaves_out_headings_and_title_that_take_more_than_half_of_the_window()
    {
        var outer = string.Join(' ', Enumerable.Repeat("externo", 8));
        var inner = string.Join(' ', Enumerable.Repeat("interno", 8));
        var page = PageOf(1, (1, outer), (2, inner));

        var prefixes = new[] { 60, 40, 20, 8 }.Select(window => Chunker
            .Split(DocumentId.New(), 1, "uno dos tres cuatro", [page], new ChunkingOptions(), text => text.Split(' ', '\n').Length <= window)[^1])
            .Select(chunk => (chunk.Title, chunk.Heading));

        Assert.That(prefixes, Is.EqualTo(new[]
        {
            ("uno dos tres cuatro", $"{outer} > {inner}"),
            ("uno dos tres cuatro", inner),
            ((string?)null, inner),
            (null, null),
        }));
    }

    [Test]
    public void Survives_headings_that_are_not_where_they_claim_to_be()
    {
        var page = A.Page(text: Body) with
        {
            Headings = [new Heading(-4, 1, "a"), new Heading(5, 0, "no está"), new Heading(Body.Length + 7, 2, "b"), new Heading(3, -1, " "), new Heading(2, 9, "regla")],
        };

        Assert.That(Split(page).Select(chunk => chunk.Text), Has.Some.Contains("La regla número 1"));
    }

    private static IReadOnlyList<Chunk> Split(params ExtractedPage[] pages) => Split(null, pages);

    private static IReadOnlyList<Chunk> Split(string? title, params ExtractedPage[] pages) =>
        Chunker.Split(DocumentId.New(), 1, title, pages, new ChunkingOptions(), _ => true);

    private static ExtractedPage PageOf(int number, params (int Level, string Text)[] sections)
    {
        var text = "";
        var headings = new List<Heading>();
        foreach (var (level, heading) in sections)
        {
            headings.Add(new Heading(text.Length, level, heading));
            text += $"{heading}\nApartado {heading} de la página {number}. {Body}\n\n";
        }

        return A.Page(number, text) with { Headings = headings };
    }
}
