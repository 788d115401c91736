using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class QuestionTextTests
{
    [TestCase("  ¿Qué plazo hay?\n", "¿Qué plazo hay?", TestName = "Trims the ends")]
    [TestCase("a\u0000b\tc", "a b c", TestName = "Makes spaces of control characters")]
    [TestCase("a\u200Bb\u202Ec\uFEFF", "abc", TestName = "Takes invisible characters out")]
    [TestCase("a\U000E0041\U000E0042", "a", TestName = "Takes tag characters out")]
    [TestCase("👩‍🚀", "👩‍🚀", TestName = "Leaves a joined emoji whole")]
    [TestCase(" \t\n\u00A0\u3000", "", TestName = "Finds nothing in white space")]
    [TestCase("\u0000\u0007\u200B\u200D\u0301", "", TestName = "Finds nothing in what cannot be seen")]
    public void Clean(string input, string expected)
    {
        Assert.That(QuestionText.Clean(input), Is.EqualTo(expected));
    }

    [Test]
    public void Replaces_half_a_character()
    {
        Assert.That(QuestionText.Clean("a" + '\uD800' + "b"), Is.EqualTo("a\uFFFDb"));
    }
}
