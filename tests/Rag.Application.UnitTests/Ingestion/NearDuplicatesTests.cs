using CsCheck;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Domain.Documents;
using Rag.Testing;

namespace Rag.Application.UnitTests.Ingestion;

public sealed class NearDuplicatesTests
{
    private const string Sheet =
        "El cliente puede devolver el producto en el plazo indicado desde la compra, siempre que conserve el recibo y el embalaje original. "
        + "La tienda reembolsa el importe por el mismo medio de pago. Los gastos de envío corren a cargo de quien devuelve, salvo que el "
        + "producto llegue dañado o no sea el que se pidió. Pasado ese plazo la tienda puede ofrecer un vale por el mismo valor.";

    [Test]
    public void Keeps_the_first_of_equal_chunks_and_remembers_the_other_pages_once_each_in_order()
    {
        var kept = Remove((2, Sheet), (9, Sheet), (3, "Otra cosa, que no tiene nada que ver con lo anterior."), (4, Sheet), (9, Sheet), (2, Sheet));

        Assert.That(kept.Select(piece => piece.Page), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(kept[0].OtherPages, Is.EqualTo(new[] { 4, 9 }));
        Assert.That(kept[1].OtherPages, Is.Empty);
    }

    [Test]
    public void Takes_chunks_that_differ_in_case_and_white_space_for_equal()
    {
        var kept = Remove((1, Sheet), (2, Sheet.ToUpperInvariant().Replace(" ", " \n ")));

        Assert.That(kept.Single().OtherPages, Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public void Takes_chunks_that_differ_in_a_misprint_for_equal()
    {
        var kept = Remove((1, Sheet), (2, Sheet.Replace("embalaje", "enbalaje")));

        Assert.That(kept.Single().OtherPages, Is.EqualTo(new[] { 2 }));
    }

    [TestCase("en el plazo de 30 días", "en el plazo de 14 días")]
    [TestCase("en el plazo de 1.500 horas", "en el plazo de 15.00 horas")]
    [TestCase("a una temperatura de 5 grados", "a una temperatura de -5 grados")]
    [TestCase("en el plazo de diez días", "en el plazo de veinte días")]
    [TestCase("según el artículo IV de la ley", "según el artículo VI de la ley")]
    [TestCase("según el artículo tercero de la ley", "según el artículo cuarto de la ley")]
    [TestCase("con la pieza A4-10", "con la pieza A4-11")]
    [TestCase("entre 10 y 20 días", "entre 20 y 10 días")]
    public void Keeps_sheets_that_differ_in_a_number(string first, string second)
    {
        var kept = Remove((1, Sheet.Replace("en el plazo indicado", first)), (2, Sheet.Replace("en el plazo indicado", second)));

        Assert.That(kept, Has.Count.EqualTo(2));
    }

    [Test]
    public void Keeps_chunks_that_differ_in_more_than_the_threshold_allows()
    {
        var other = Sheet.Replace("por el mismo medio de pago", "en efectivo o por transferencia");

        Assert.That(Remove(0.95, (1, Sheet), (2, other)), Has.Count.EqualTo(2));
        Assert.That(Remove(0.7, (1, Sheet), (2, other)), Has.Count.EqualTo(1));
    }

    [Test]
    public void Takes_only_the_same_shingles_for_equal_at_a_threshold_of_one()
    {
        var misprint = Sheet.Replace("embalaje", "enbalaje");

        var kept = Remove(1, (1, Sheet), (2, misprint), (3, Sheet));

        Assert.That(kept.Select(piece => piece.Page), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Keeps_everything_at_a_threshold_of_zero()
    {
        Assert.That(Remove(0, (1, Sheet), (2, Sheet)), Has.Count.EqualTo(2));
    }

    [Test]
    public void Keeps_neighbours_that_share_their_overlap_whatever_the_threshold()
    {
        var text = Sheet + " " + Sheet.Replace("cliente", "usuario");

        var pieces = Chunker.Cut(null, [A.Page(text: text)], new ChunkingOptions { Size = 200, Overlap = 99, MinLength = 0 }, _ => true);

        var kept = NearDuplicates.Remove([.. pieces.Take(2)], 0.01);
        Assert.That(kept, Has.Count.EqualTo(2));
    }

    [Test]
    public void Leaves_no_gap_in_the_numbers_of_the_chunks()
    {
        var chunks = Chunker.Split(
            DocumentId.New(), 1, null, [A.Page(1, "Portada"), A.Page(2, Sheet), A.Page(3, Sheet), A.Page(4, "Fin")], new ChunkingOptions(), _ => true);

        Assert.That(chunks.Select(chunk => (chunk.Id.Index, chunk.Page)), Is.EqualTo(new[] { (0, 1), (1, 2), (2, 4) }));
        Assert.That(chunks[1].OtherPages, Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void Compares_texts_that_are_shorter_than_a_shingle()
    {
        Assert.That(Remove((1, "Sí"), (2, "No"), (3, "SÍ"), (4, "ñ")).Select(piece => piece.Page), Is.EqualTo(new[] { 1, 2, 4 }));
    }

    /// <summary>The oracle compares every chunk with every kept one, shingles as plain sets of strings.</summary>
    [Test]
    public void Finds_what_comparing_every_pair_finds()
    {
        var edit = Gen.Select(Gen.Int[0, Sheet.Length - 1], Gen.Char['a', 'z']);
        var texts = Gen.Select(Gen.Int[0, 2], edit.Array[0, 12], (start, edits) =>
        {
            var text = Sheet[(start * 60)..].ToCharArray();
            foreach (var (place, letter) in edits)
            {
                text[place % text.Length] = letter;
            }

            return new string(text);
        }).Array[2, 14];

        Gen.Select(texts, Gen.Double[0.5, 1]).Sample((all, threshold) =>
        {
            var kept = new List<string>();
            foreach (var text in all.Where(text => !kept.Any(other => Jaccard(text, other) >= threshold && HaveSameNumbers(text, other))))
            {
                kept.Add(text);
            }

            var found = Remove(threshold, [.. all.Select((text, index) => (index + 1, text))]);
            return found.Select(piece => piece.Text).SequenceEqual(kept);
        });
    }

    private static bool HaveSameNumbers(string first, string second) => NumberSequence.Of(first.ToLowerInvariant()) == NumberSequence.Of(second.ToLowerInvariant());

    private static double Jaccard(string first, string second)
    {
        var (a, b) = (ShinglesOf(first), ShinglesOf(second));
        return (double)a.Intersect(b).Count() / a.Union(b).Count();
    }

    private static HashSet<string> ShinglesOf(string text)
    {
        var normal = string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return [.. Enumerable.Range(0, normal.Length - 4).Select(i => normal.Substring(i, 5))];
    }

    private static IReadOnlyList<ChunkPiece> Remove(params (int Page, string Text)[] pieces) => Remove(0.95, pieces);

    private static IReadOnlyList<ChunkPiece> Remove(double threshold, params (int Page, string Text)[] pieces) => NearDuplicates.Remove(
        [.. pieces.Select((piece, index) => new ChunkPiece(piece.Page, new TextSpan(index * 10_000, (index * 10_000) + piece.Text.Length), piece.Text, new ChunkPrefix(null, null)))],
        threshold);
}
