using Rag.Infrastructure.Lucene.Analysis;

namespace Rag.Infrastructure.IntegrationTests.Lucene;

public sealed class LuceneTextAnalyzerTests
{
    private readonly LuceneTextAnalyzer _analyzer = new();

    [Test]
    public void Gives_content_words_with_their_places()
    {
        const string text = "¿Cuál es el PLAZO para las devoluciones?";

        var terms = _analyzer.Analyze(text);

        Assert.That(terms.Select(term => text[term.Start..term.End]), Is.EqualTo(["PLAZO", "devoluciones"]));
    }

    [Test]
    public void Gives_places_in_the_text_as_it_stands_also_where_folding_changes_its_length()
    {
        const string text = "😀 eﬃcient Straße devo\u00ADlucio\u0301n fin";

        var terms = _analyzer.Analyze(text);

        Assert.That(terms.Select(term => text[term.Start..term.End]), Is.EqualTo(["eﬃcient", "Straße", "devo\u00ADlucio\u0301n", "fin"]));
    }

    [TestCase("devolución", "DEVOLUCIONES")]
    [TestCase("niño", "NINAS")]
    [TestCase("1.234,56", "1,234.56")]
    [TestCase("1.234.567", "1234567")]
    [TestCase("99,9", "99.9")]
    [TestCase("running", "RUNS")]
    public void Takes_forms_of_one_word_to_one_stem(string one, string other)
    {
        Assert.That(Stems(one), Is.EqualTo(Stems(other)));
    }

    [TestCase("1.2.3", "123")]
    [TestCase("12.05.2024", "12052024")]
    [TestCase("0.125", "0125")]
    [TestCase("pago", "paga-2")]
    [TestCase("casa", "caso-b")]
    public void Keeps_different_things_apart(string one, string other)
    {
        Assert.That(Stems(one), Is.Not.EqualTo(Stems(other)));
    }

    [Test]
    public void Gives_a_code_whole_and_in_parts()
    {
        Assert.That(Stems("ISO-9001:2015"), Is.EqualTo(["iso-9001:2015", "iso", "9001", "2015"]));
    }

    [Test]
    public void Gives_a_figure_whole()
    {
        Assert.That(Stems("1.234,56 €"), Is.EqualTo(["1234.56"]));
    }

    [Test]
    public void Reads_any_text_without_failing()
    {
        var random = new Random(11);
        const string alphabet = "aáñ1٣٢²Ⅳ.,-/:@'’#+%?=&~_ \n\0\u0301\u00AD\u200D😀𝐀\uD83D漢字Ж";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));

            foreach (var term in _analyzer.Analyze(text))
            {
                Assert.That(term.Start, Is.InRange(0, term.End - 1), text);
                Assert.That(term.End, Is.AtMost(text.Length), text);
                Assert.That(term.Stem, Is.Not.Empty, text);
            }
        }
    }

    private string[] Stems(string text) => [.. _analyzer.Analyze(text).Select(term => term.Stem)];
}
