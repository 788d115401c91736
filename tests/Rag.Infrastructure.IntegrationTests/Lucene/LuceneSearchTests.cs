using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

public sealed class LuceneSearchTests
{
    [TestCase("devolución", "devolucion")]
    [TestCase("devolución", "DEVOLUCIÓN")]
    [TestCase("devolución", "devoluciones")]
    [TestCase("devoluciones", "devolución")]
    [TestCase("devolucio\u0301n", "devolución")]
    [TestCase("devo\u00ADlución", "devolución")]
    [TestCase("plazos", "plazo")]
    [TestCase("luz", "luces")]
    [TestCase("pagará", "pagar")]
    [TestCase("comieron", "comer")]
    [TestCase("vendiendo", "vende")]
    [TestCase("enviarlos", "enviar")]
    [TestCase("claramente", "clara")]
    [TestCase("universities", "university")]
    [TestCase("shipping", "ship")]
    [TestCase("returned", "returns")]
    [TestCase("boxes", "Box")]
    [TestCase("refund’s", "refunds")]
    [TestCase("eﬃcient", "efficient")]
    public async Task Finds_a_word_in_another_form(string written, string asked)
    {
        using var fullText = new FullText("Otra cosa sin nada que ver", $"Aquí está {written} entre palabras");

        Assert.That(await fullText.FindAsync(asked), Is.EqualTo([1]));
    }

    [TestCase("plazo fevolución")]
    [TestCase("plazo devollución")]
    public async Task Forgives_a_typo_in_the_stem_where_the_word_is_not_there(string asked)
    {
        using var fullText = new FullText("El plazo de entrega de los muebles", "El plazo de devolución de los muebles");

        Assert.That((await fullText.FindAsync(asked))[0], Is.EqualTo(1));
    }

    [Test]
    public async Task Takes_no_word_for_a_mistyped_one_where_most_of_the_question_is_in_other_words()
    {
        using var fullText = new FullText("The devolution of the castle");

        Assert.That(await fullText.FindAsync("devolución castillo muebles"), Is.Empty);
    }

    [TestCase("a.b/c-1")]
    [TestCase("ISO-9001")]
    [TestCase("iso-9001")]
    [TestCase("1.234,56")]
    [TestCase("1234,56")]
    [TestCase("99,9 %")]
    [TestCase("99.9%")]
    [TestCase("n.º 7")]
    [TestCase("ventas@empresa.example")]
    [TestCase("https://empresa.example/tarifas?id=7#b")]
    [TestCase("C++")]
    [TestCase("10:30")]
    public async Task Puts_the_chunk_with_the_whole_code_first(string asked)
    {
        const string chunk =
            "Ref. a.b/c-1 según ISO-9001: 1.234,56 € (99.9%), véase n.º 7, ventas@empresa.example, "
            + "https://empresa.example/tarifas?id=7#b, en C++ a las 10:30.";
        using var fullText = new FullText(
            "Las letras a, b y c con 1; ISO 14001; 1 234 56; 99 y 9; n.º 8; empresa de ventas; http de tarifas; C; 10 y 30.", chunk);

        Assert.That((await fullText.FindAsync(asked))[0], Is.EqualTo(1));
    }

    [TestCase("9001")]
    [TestCase("iso 9001")]
    [TestCase("ISO9001")]
    [TestCase("234")]
    [TestCase("empresa")]
    [TestCase("tarifas")]
    public async Task Finds_a_code_by_its_parts(string asked)
    {
        using var fullText = new FullText("Nada de nada", "Según ISO-9001: 1.234,56 €, ventas@empresa.example, https://x.example/tarifas");

        Assert.That(await fullText.FindAsync(asked), Is.EqualTo([1]));
    }

    [TestCase("field:* AND (plazo")]
    [TestCase("\"plazo")]
    [TestCase("plazo~")]
    [TestCase("plazo^4 OR text:x")]
    [TestCase("[plazo TO zeta}")]
    [TestCase("plazo\\")]
    [TestCase("+plazo -plazo !plazo && || ?*")]
    public async Task Takes_query_syntax_for_plain_text(string question)
    {
        using var fullText = new FullText("El plazo es de 30 días");

        Assert.That(await fullText.FindAsync(question), Is.EqualTo([0]));
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("😀🎉")]
    [TestCase("¿qué es lo de la?")]
    [TestCase("what is the of it?")]
    [TestCase("* ? ~ \" ( ) : /")]
    [TestCase("\0\u0001\uD83D")]
    public async Task Finds_nothing_for_a_question_without_content(string question)
    {
        using var fullText = new FullText("¿Qué es lo de la? What is the of it? El plazo 😀");

        Assert.That(await fullText.FindAsync(question), Is.Empty);
    }

    [Test]
    public async Task Gives_a_score_to_a_word_that_all_of_a_tiny_corpus_has()
    {
        using var one = new FullText("El plazo es de 30 días");
        using var five = new FullText([.. Enumerable.Range(0, 5).Select(i => $"El plazo número {i}")]);

        Assert.That((await one.SearchAsync("plazo")).Single().Score, Is.GreaterThan(0));
        Assert.That((await five.SearchAsync("plazo")).Select(hit => hit.Score), Has.Exactly(5).GreaterThan(0));
    }

    [Test]
    public async Task Puts_the_rarer_word_before_the_common_one()
    {
        using var fullText = new FullText("El envío tarda dos días", "El envío es gratis", "La garantía dura dos años", "El envío urgente");

        Assert.That((await fullText.FindAsync("envío con garantía"))[0], Is.EqualTo(2));
    }

    [Test]
    public async Task Puts_equal_chunks_in_the_order_of_their_ids()
    {
        using var fullText = new FullText([.. Enumerable.Repeat("El plazo es de 30 días", 12)]);

        var hits = await fullText.SearchAsync("plazo", count: 11);

        Assert.That(hits.Select(hit => hit.Id.Index), Is.EqualTo(Enumerable.Range(0, 11)));
        Assert.That(hits.Select(hit => hit.Score).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Finds_words_of_heading_and_title()
    {
        using var fullText = new FullText();
        fullText.Store(
            A.Chunk(fullText.Document, 0, "Treinta días."),
            A.Chunk(fullText.Document, 1, "Treinta días.", heading: "Devoluciones"),
            A.Chunk(fullText.Document, 2, "Treinta días.", title: "Condiciones de venta"));

        Assert.That(await fullText.FindAsync("devolución"), Is.EqualTo([1]));
        Assert.That(await fullText.FindAsync("condiciones"), Is.EqualTo([2]));
    }

    [Test]
    public async Task Counts_a_word_in_the_text_more_than_one_in_the_title()
    {
        using var fullText = new FullText();
        fullText.Store(
            A.Chunk(fullText.Document, 0, "Treinta días.", title: "Garantía"),
            A.Chunk(fullText.Document, 1, "La garantía dura.", title: "Tarifas"));

        Assert.That(await fullText.FindAsync("garantía"), Is.EqualTo([1, 0]));
    }

    [Test]
    public async Task Searches_in_one_document_only_when_asked()
    {
        using var fullText = new FullText("El plazo es de 30 días");
        var other = DocumentId.New();
        fullText.Add(other, version: 1, "El plazo, plazo y plazo");

        var hits = await fullText.SearchAsync("plazo", onlyIn: fullText.Document);

        Assert.That(hits.Select(hit => hit.Id.Document), Is.EqualTo([fullText.Document]));
    }

    [Test]
    public async Task Scores_given_chunks_as_a_search_does()
    {
        using var fullText = new FullText([.. Enumerable.Range(0, 30).Select(i => $"El plazo {i} y la garantía " + string.Join(' ', Enumerable.Repeat("de envío", i)))]);
        var searched = await fullText.SearchAsync("¿qué plazo tiene la garantía del envío 7?", count: 30);
        ChunkId[] wanted = [searched[3].Id, searched[17].Id, new ChunkId(fullText.Document, 1, 999)];

        var scored = await fullText.Index.ScoreAsync("¿qué plazo tiene la garantía del envío 7?", wanted, CancellationToken.None);

        Assert.That(scored, Is.EquivalentTo([searched[3], searched[17]]));
    }

    [Test]
    public async Task Leaves_out_of_the_scored_what_has_no_word_of_the_question()
    {
        using var fullText = new FullText("El plazo es de 30 días", "La garantía");
        await fullText.CatchUpAsync();

        ChunkId[] both = [new(fullText.Document, 1, 0), new(fullText.Document, 1, 1)];
        var scored = await fullText.Index.ScoreAsync("garantía", both, CancellationToken.None);

        Assert.That(scored.Select(hit => hit.Id.Index), Is.EqualTo([1]));
    }

    [Test]
    public async Task Answers_the_longest_question_of_a_thousand_different_words()
    {
        using var fullText = new FullText("El plazo es de 30 días", "zz999");
        var question = string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"w{i}-x{i}/y{i}")) + " plazo";

        Assert.That(await fullText.FindAsync(question), Is.EqualTo([0]));
    }

    [TestCase("Where is the son of the king?", "My son lives here with the king", "Son dos y son de la casa")]
    [TestCase("¿Cuándo abren las once tiendas?", "Hay once puntos y las tiendas que son de la cadena", "The shop opened once")]
    public async Task Takes_a_word_for_content_in_the_language_in_which_it_is(string question, string expected, string other)
    {
        using var fullText = new FullText(other, expected, "Nada más que texto", "Nothing more than text");

        var hits = await fullText.SearchAsync(question);

        Assert.That(hits[0].Id.Index, Is.EqualTo(1));
        Assert.That(hits[0].Coverage, Is.GreaterThan(0.6));
    }
}
