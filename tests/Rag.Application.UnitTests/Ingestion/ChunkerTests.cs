using Rag.Application.Ingestion;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

public sealed class ChunkerTests
{
    private static readonly DocumentId Document = new(new Guid("0190a0b0-0000-7000-8000-000000000001"));

    [Test]
    public void Keeps_a_short_page_as_one_chunk_trimmed_by_moving_its_ends()
    {
        const string Text = " \n El plazo de devolución es de 30 días. \n";

        var chunk = Split([A.Page(3, Text)]).Single();

        Assert.That(
            (chunk.Id, chunk.Page, chunk.Start, chunk.End, chunk.Text, chunk.Words, chunk.ContentHash),
            Is.EqualTo((new ChunkId(Document, 2, 0), 3, 3, 40, Text.Trim(), 8, A.Hash(Text.Trim()))));
    }

    [Test]
    public void Numbers_chunks_from_zero_over_all_pages()
    {
        var chunks = Split([A.Page(1, Sentences(12, "A")), A.Page(2, Sentences(12, "B"))], Options(size: 200));

        Assert.That(chunks.Select(chunk => chunk.Id.Index), Is.EqualTo(Enumerable.Range(0, chunks.Count)));
        Assert.That(chunks.Select(chunk => chunk.Page).Distinct(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Gives_no_chunk_for_pages_of_white_space()
    {
        Assert.That(Split([A.Page(1, ""), A.Page(2, " \n\t\u00a0\n")]), Is.Empty);
    }

    [Test]
    public void Cuts_between_paragraphs_rather_than_between_sentences()
    {
        var first = Sentences(4, "A");
        var second = Sentences(4, "B");

        var chunks = Split([A.Page(text: $"{first}\n\n{second}")], Options(size: first.Length + 60, overlap: 0));

        Assert.That(chunks.Select(chunk => chunk.Text), Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public void Cuts_between_sentences_rather_than_inside_one()
    {
        var chunks = Split([A.Page(text: Sentences(20, "A"))], Options(size: 150, overlap: 40, min: 30));

        Assert.That(chunks.Select(chunk => chunk.Text), Is.All.Match("^La regla .*[.]$"));
    }

    [Test]
    public void Cuts_a_long_sentence_at_a_comma_rather_than_between_other_words()
    {
        const string Text = "uno dos tres cuatro cinco seis siete, ocho nueve diez once doce trece catorce quince";

        var chunks = Split([A.Page(text: Text)], Options(size: 60, overlap: 0, min: 0));

        Assert.That(chunks[0].Text, Does.EndWith("siete,"));
    }

    [Test]
    public void Cuts_between_words_where_a_sentence_is_too_long()
    {
        var text = string.Join(' ', Enumerable.Range(1000, 100));

        var chunks = Split([A.Page(text: text)], Options(size: 98, overlap: 0, min: 0));

        Assert.That(chunks.Select(chunk => chunk.Text), Is.All.Match("^[0-9]{4}( [0-9]{4})*$"));
        Assert.That(chunks[0].Text, Has.Length.EqualTo(94));
    }

    [Test]
    public void Puts_a_word_that_fits_alone_in_a_chunk_of_its_own_rather_than_cutting_it()
    {
        var word = string.Concat(Enumerable.Range(0, 12).Select(i => $"/parte{i:00}"));

        var chunks = Split([A.Page(text: $"Mire aquí: {word} y nada más que esto.")], Options(size: 100, overlap: 0, min: 0));

        Assert.That(chunks.Select(chunk => chunk.Text), Is.EqualTo(new[] { "Mire aquí:", $"{word} y", "nada más que esto." }));
    }

    [Test]
    public void Cuts_inside_a_word_that_is_longer_than_a_chunk_but_not_inside_a_character()
    {
        const string Family = "👨‍👩‍👧‍👦";
        var text = string.Concat(Enumerable.Repeat(Family, 40));

        var chunks = Split([A.Page(text: text)], Options(size: 100, overlap: 0));

        Assert.That(chunks.Select(chunk => chunk.Text.Replace(Family, "")), Is.All.Empty);
        Assert.That(string.Concat(Cut(text, Options(size: 100, overlap: 0)).Select(piece => piece.Text)), Is.EqualTo(text));
    }

    [Test]
    public void Repeats_whole_sentences_of_the_chunk_before()
    {
        var chunks = Split([A.Page(text: Sentences(20, "A"))], Options(size: 300, overlap: 90));

        var repeated = chunks[0].Text[(chunks[1].Start - chunks[0].Start)..];
        Assert.That(repeated, Does.Match("^La regla A[0-9]+ vale para el caso A[0-9]+[.]( La regla .*[.])?$").And.Length.LessThanOrEqualTo(90));
    }

    [Test]
    public void Repeats_whole_words_where_no_sentence_begins_in_reach()
    {
        var text = string.Join(' ', Enumerable.Range(1000, 100));

        var chunks = Split([A.Page(text: text)], Options(size: 100, overlap: 27, min: 0));

        Assert.That(chunks[1].Start, Is.EqualTo(chunks[0].End - 24));
    }

    [Test]
    public void Repeats_nothing_when_that_would_push_the_next_sentence_out()
    {
        var long1 = "Primera " + new string('a', 20) + string.Concat(Enumerable.Repeat(" palabra", 18)) + ".";
        var long2 = "Segunda " + new string('b', 20) + string.Concat(Enumerable.Repeat(" palabra", 18)) + ".";

        var chunks = Split([A.Page(text: $"{long1} {long2}")], Options(size: 190, overlap: 60));

        Assert.That(chunks.Select(chunk => chunk.Text), Is.EqualTo(new[] { long1, long2 }));
    }

    [Test]
    public void Never_takes_text_of_the_page_before()
    {
        var chunks = Split([A.Page(1, Sentences(9, "A")), A.Page(2, Sentences(9, "B"))], Options(size: 150, overlap: 60));

        Assert.That(chunks.Where(chunk => chunk.Page == 2).Select(chunk => chunk.Text), Has.None.Contains("A"));
    }

    [Test]
    public void Joins_a_short_end_of_a_page_to_the_chunk_before()
    {
        var chunks = Split([A.Page(text: $"{Sentences(8, "A")}\n\nFin.")], Options(size: 330, overlap: 0, min: 100));

        Assert.That(chunks.Select(chunk => chunk.Text.Length), Is.All.InRange(100, 330));
    }

    [Test]
    public void Keeps_a_short_piece_when_the_page_has_nothing_else()
    {
        Assert.That(Split([A.Page(text: "Fin.")]).Single().Text, Is.EqualTo("Fin."));
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, 5, 10)]
    [TestCase(10, 10, 4000)]
    [TestCase(50, 4000, 4000)]
    [TestCase(20, int.MaxValue, int.MaxValue)]
    public void Ends_whatever_the_options(int size, int overlap, int min)
    {
        var chunks = Cut("Uno dos tres cuatro. Cinco seis siete ocho. 😀😀", Options(size, overlap, min));

        Assert.That(chunks.Select(chunk => chunk.Text.Length), Is.All.LessThanOrEqualTo(Math.Max(size, 2)));
        Assert.That(chunks[^1].Text, Does.EndWith("😀"));
    }

    [Test]
    public void Never_gives_the_model_more_than_it_reads_whole()
    {
        var asked = new List<string>();
        bool FitsWhole(string text)
        {
            asked.Add(text);
            return text.Split(' ', '\n').Length <= 30;
        }

        var page = A.Page(text: "Tarifas\n" + Sentences(200, "A")) with { Headings = [new Heading(0, 1, "Tarifas")] };
        var chunks = Split([page], Options(size: 2000, overlap: 100), "Manual de uso", FitsWhole);

        Assert.That(chunks.Select(chunk => chunk.IndexedText.Split(' ', '\n').Length), Is.All.InRange(15, 30));
        Assert.That(chunks.Select(chunk => chunk.IndexedText), Is.SubsetOf(asked));
        Assert.That(asked, Has.Count.LessThan(14 * chunks.Count));
    }

    [Test]
    public void Asks_the_model_once_for_a_chunk_that_it_reads_whole()
    {
        var asked = 0;

        var chunks = Split([A.Page(text: Sentences(200, "A"))], fitsWhole: _ => ++asked > 0);

        Assert.That(asked, Is.EqualTo(chunks.Count));
    }

    private static string Sentences(int count, string name) =>
        string.Join(' ', Enumerable.Range(1, count).Select(i => $"La regla {name}{i} vale para el caso {name}{i}."));

    private static ChunkingOptions Options(int size = 700, int overlap = 150, int min = 100) =>
        new() { Size = size, Overlap = overlap, MinLength = min };

    private static IReadOnlyList<Chunk> Split(
        IReadOnlyList<ExtractedPage> pages, ChunkingOptions? options = null, string? title = null, Func<string, bool>? fitsWhole = null) =>
        Chunker.Split(Document, 2, title, pages, options ?? new ChunkingOptions(), fitsWhole ?? (_ => true));

    private static IReadOnlyList<ChunkPiece> Cut(string text, ChunkingOptions options) =>
        Chunker.Cut(null, [A.Page(text: text)], options, _ => true);
}
