using Rag.Application.Chat;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

public sealed class CitationCheckTests
{
    private const string Page =
        "Condiciones generales. El plazo de devolución es de 30 días naturales. El coste del envío asciende a 1.500 euros. Llame al servicio de atención.";

    private static readonly DocumentId Document = DocumentId.New();

    [Test]
    public void Shows_the_page_s_own_sentence_with_its_place_in_the_page()
    {
        var cited = Check("Tiene un plazo de devolución de 30 días [1].");

        const string quote = "El plazo de devolución es de 30 días naturales.";
        var start = 40 + Page.IndexOf(quote, StringComparison.Ordinal);
        Assert.That(cited, Is.EqualTo(new[] { new Citation(1, true, Document, 2, 7, start, start + quote.Length, quote) }));
    }

    [TestCase("Tiene un plazo de devolución de 60 días [1].", TestName = "Does not support another number")]
    [TestCase("Los pasajeros pueden llevar mascotas a bordo [1].", TestName = "Does not support other words")]
    [TestCase("La página dice «plazo de devolución gratuito» [1].", TestName = "Does not support a quotation that is not there")]
    [TestCase("Las condiciones generales explica el servicio de atención telefónica [1].", TestName = "Does not gather a claim from sentences that are apart")]
    [TestCase("Sí [1].", TestName = "Does not support what says nothing")]
    public void Claim(string answer)
    {
        var cited = Check(answer);

        Assert.That(cited.Select(citation => (citation.Number, citation.IsSupported, citation.Quote)), Is.EqualTo(new[] { (1, false, (string?)null) }));
    }

    [TestCase("El envío cuesta 1500 euros [1].", TestName = "Reads 1500 as 1.500")]
    [TestCase("El envío cuesta 1,500 euros [1].", TestName = "Reads 1,500 as 1.500")]
    [TestCase("Según la página, «PLAZO DE DEVOLUCION» de 30 días [1].", TestName = "Finds a quotation without regard to case and accents")]
    public void Supported(string answer)
    {
        Assert.That(Check(answer).Single().IsSupported, Is.True);
    }

    [Test]
    public void Takes_two_adjacent_sentences_where_one_does_not_hold_all_numbers()
    {
        var cited = Check("La devolución tiene 30 días y el envío cuesta 1.500 euros [1].");

        Assert.That(cited.Single().Quote,
            Is.EqualTo("El plazo de devolución es de 30 días naturales. El coste del envío asciende a 1.500 euros."));
    }

    [Test]
    public void Reports_each_source_once_in_the_order_of_the_answer()
    {
        var cited = Check("Llame al servicio de atención [2]. El plazo de devolución es de 30 días [1]. Llame al servicio [2].", Page, Page);

        Assert.That(cited.Select(citation => citation.Number), Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public void Does_not_let_a_note_number_of_the_page_spoil_a_quotation()
    {
        var cited = Check("«El plazo es de 30 días naturales.» [1]", "El plazo[3] es de 30 días [4] naturales.");

        Assert.That(cited.Single().Quote, Is.EqualTo("El plazo[3] es de 30 días [4] naturales."));
    }

    private static IReadOnlyList<Citation> Check(string answer, params string[] pages) =>
        new CitationCheck(new FakeTextAnalyzer()).Check(answer, [.. (pages is [] ? [Page] : pages).Select((text, i) =>
            new Passage(A.Chunk(Document, i, text, version: 2, page: 7) with { Start = 40, End = 40 + text.Length }, "tarifas.pdf"))]);
}
