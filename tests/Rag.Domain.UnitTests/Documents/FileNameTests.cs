using System.Text;
using Rag.Domain.Documents;

namespace Rag.Domain.UnitTests.Documents;

public sealed class FileNameTests
{
    [TestCase("tarifas.pdf", "tarifas.pdf")]
    [TestCase("  tarifas.pdf\t", "tarifas.pdf")]
    [TestCase("folder/tarifas.pdf", "tarifas.pdf")]
    [TestCase("../../etc/tarifas.pdf", "tarifas.pdf")]
    [TestCase(@"C:\Users\Ana\tarifas.pdf", "tarifas.pdf")]
    [TestCase(@"..\..\tarifas.pdf", "tarifas.pdf")]
    [TestCase(@"mixed/..\tarifas.pdf", "tarifas.pdf")]
    [TestCase("%2e%2e%2ftarifas.pdf", "%2e%2e%2ftarifas.pdf")]
    [TestCase("..pdf", "..pdf")]
    [TestCase("...", "...")]
    [TestCase("a.pdf; rm -rf", "a.pdf; rm -rf")]
    [TestCase("חוזה 2026.pdf", "חוזה 2026.pdf")]
    [TestCase("a\u202Efdp.exe", "a\u202Efdp.exe")]
    [TestCase("😀.pdf", "😀.pdf")]
    public void Takes_the_last_component_as_it_is(string text, string expected)
    {
        var name = FileName.Parse(text);

        Assert.That(name.Value.Value, Is.EqualTo(expected));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase(" .. ")]
    [TestCase("folder/")]
    [TestCase(@"folder\")]
    [TestCase("folder/..")]
    [TestCase("folder/ ")]
    [TestCase("a\0.pdf")]
    [TestCase("a\n.pdf")]
    [TestCase("a\u007F.pdf")]
    [TestCase("a\u0085.pdf")]
    [TestCase("a\u2028.pdf")]
    public void Refuses_what_cannot_be_a_name(string? text)
    {
        Assert.That(FileName.Parse(text).Error?.Code, Is.EqualTo("invalid_filename"));
    }

    // Not as test cases: a lone surrogate does not survive the way through a test's name.
    [Test]
    public void Refuses_half_a_character()
    {
        foreach (var text in new[] { "a\ud83d.pdf", "a\ude00.pdf", "a\ude00\ud83d.pdf", "a.pdf\ud83d" })
        {
            Assert.That(FileName.Parse(text).IsSuccess, Is.False);
        }
    }

    [TestCase(251, true)]
    [TestCase(252, false)]
    [TestCase(300, false)]
    public void Takes_up_to_255_bytes(int letters, bool isTaken)
    {
        Assert.That(FileName.Parse(new string('a', letters) + ".pdf").IsSuccess, Is.EqualTo(isTaken));
    }

    [Test]
    public void Counts_bytes_and_not_characters_and_only_of_the_last_component()
    {
        var exact = "a" + new string('ñ', 125) + ".pdf";

        Assert.That(Encoding.UTF8.GetByteCount(exact), Is.EqualTo(255));
        Assert.That(FileName.Parse(exact).IsSuccess, Is.True);
        Assert.That(FileName.Parse(new string('x', 300) + "/" + exact).IsSuccess, Is.True);
        Assert.That(FileName.Parse("b" + exact).IsSuccess, Is.False);
    }

    [Test]
    public void An_accent_is_the_same_whether_composed_or_not()
    {
        var (composed, decomposed) = (FileName.Parse("a\u00F1o.pdf").Value, FileName.Parse("an\u0303o.pdf").Value);

        Assert.That(decomposed, Is.EqualTo(composed));
        Assert.That(decomposed.Value, Is.EqualTo("a\u00F1o.pdf"));
        Assert.That(decomposed.GetHashCode(), Is.EqualTo(composed.GetHashCode()));
    }

    [TestCase("Tarifas.PDF", "tarifas.pdf", true)]
    [TestCase("AÑO.pdf", "año.pdf", true)]
    [TestCase("año.pdf", "ano.pdf", false)]
    [TestCase("a.pdf", "a .pdf", false)]
    [TestCase("a.pdf", "b.pdf", false)]
    public void Two_names_are_one_when_they_differ_in_case_only(string first, string second, bool isOne)
    {
        var (left, right) = (FileName.Parse(first).Value, FileName.Parse(second).Value);

        Assert.That(left.Equals(right), Is.EqualTo(isOne));
        Assert.That(left.Key == right.Key, Is.EqualTo(isOne));
    }

    [Test]
    public void Keeps_the_case_that_it_was_given_in()
    {
        Assert.That(FileName.Parse("Año Útil.PDF").Value.ToString(), Is.EqualTo("Año Útil.PDF"));
    }

    [Test]
    public void What_it_gives_is_a_name_again()
    {
        foreach (var text in new[] { "an\u0303o.pdf", "x/ y .pdf ", "😀.pdf", "a\u202Eb.pdf" })
        {
            var once = FileName.Parse(text).Value;

            Assert.That(FileName.Parse(once.Value).Value.Value, Is.EqualTo(once.Value));
        }
    }

    [TestCase("a.pdf", true)]
    [TestCase("a.PdF", true)]
    [TestCase(".pdf", true)]
    [TestCase("a.pdf.exe", false)]
    [TestCase("apdf", false)]
    public void Knows_the_name_of_a_pdf(string text, bool isPdf)
    {
        Assert.That(FileName.Parse(text).Value.IsPdf, Is.EqualTo(isPdf));
    }
}
