using Rag.Application.Ingestion;

namespace Rag.Application.UnitTests.Ingestion;

public class TextCleaningTests
{
    [TestCase("\uFB01n de la o\uFB03cina de \uFB02ores", "fin de la officina de flores")]
    [TestCase("e\u0301xito an\u0303o", "éxito año")]
    [TestCase("50 m² ½ 1ª n.º 3 ™ µm", "50 m² ½ 1ª n.º 3 ™ µm")]
    [TestCase("pre\u200Bcio\u2060 \uFEFF10\u00A0€", "precio 10 €")]
    [TestCase("hola\U000E0069\U000E0067\U000E006E mundo\u202E", "hola mundo")]
    [TestCase("a\u0000b\u0007c", "abc")]
    [TestCase("  muchos \u2003 espacios  ", "muchos espacios")]
    [TestCase("celda \t otra", "celda\totra")]
    [TestCase("Introducción . . . . . . . 7", "Introducción 7")]
    [TestCase("Introducción........7", "Introducción 7")]
    [TestCase("y así... etc.", "y así... etc.")]
    [TestCase("1.234,56 € 3.14 v2.0.1", "1.234,56 € 3.14 v2.0.1")]
    [TestCase("co\u00ADope\u00ADrar", "cooperar")]
    [TestCase("\uFEB3\uFEFC\uFEE1", "سلام")]
    [TestCase("👩‍🚀 viaja", "👩🚀 viaja")]
    public void Folds_and_removes_only_what_says_nothing(string line, string cleaned)
    {
        Assert.That(TextCleaning.Line(line), Is.EqualTo(cleaned));
    }

    [Test]
    public void Leaves_a_soft_hyphen_at_the_end_for_the_next_line()
    {
        Assert.That(TextCleaning.Line("insta\u00ADla\u00AD "), Is.EqualTo("instala\u00AD"));
    }

    [Test]
    public void Survives_broken_surrogates()
    {
        Assert.That(TextCleaning.Line("a\uD83Db"), Is.EqualTo("ab"));
    }
}
