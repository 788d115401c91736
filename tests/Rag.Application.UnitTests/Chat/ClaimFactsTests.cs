using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class ClaimFactsTests
{
    [TestCase("1500", "1500")]
    [TestCase("1.500", "1500")]
    [TestCase("1,500", "1500")]
    [TestCase("1.500.000", "1500000")]
    [TestCase("1.500,25", "1500.25")]
    [TestCase("1,500.25", "1500.25")]
    [TestCase("2,5", "2.5")]
    [TestCase("2.50", "2.5")]
    [TestCase("007", "7")]
    [TestCase("0,5", "0.5")]
    [TestCase("0", "0")]
    public void Brings_a_number_into_one_form(string written, string expected)
    {
        Assert.That(ClaimFacts.Normalize(written), Is.EqualTo(expected));
    }
}
