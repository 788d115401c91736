using Rag.Api.Configuration;

namespace Rag.Api.FunctionalTests.Configuration;

public sealed class DotEnvFileTests
{
    [TestCase("A=1", "1")]
    [TestCase("  export A = 1  ", "1")]
    [TestCase("A=1 # why", "1")]
    [TestCase("A=a#b", "a#b")]
    [TestCase("A=# nothing", "")]
    [TestCase("A=\"x # y\" # why", "x # y")]
    [TestCase("A=\"one\\ntwo \\\"three\\\"\"", "one\ntwo \"three\"")]
    [TestCase("A='one\\ntwo'", "one\\ntwo")]
    [TestCase("A=\"one\ntwo\"\nB=2", "one\ntwo")]
    [TestCase("A=it's", "it's")]
    [TestCase("A=mongodb://u:p=1@h/?x=y", "mongodb://u:p=1@h/?x=y")]
    [TestCase("# A=2\r\nA=1\r\n", "1")]
    [TestCase("A=1\nA=2", "2")]
    [TestCase("A=", "")]
    [TestCase("A=\"", "\"")]
    public void Reads_a_value(string text, string value)
    {
        var warnings = new List<string>();

        var values = DotEnvFile.Parse(text, warnings);

        Assert.That(values["a"], Is.EqualTo(value));
        Assert.That(warnings, Is.Empty);
    }

    [Test]
    public void Names_the_line_that_is_none()
    {
        var warnings = new List<string>();

        var values = DotEnvFile.Parse("A=\"1\n2\"\n\nnonsense\nB=3", warnings);

        Assert.That(values.Keys, Is.EquivalentTo(new[] { "A", "B" }));
        Assert.That(warnings, Is.EqualTo(new[] { ".env line 4 is not NAME=value and is ignored." }));
    }
}
