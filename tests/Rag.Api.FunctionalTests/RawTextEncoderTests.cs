using System.Text.Json;
using CsCheck;

namespace Rag.Api.FunctionalTests;

public sealed class RawTextEncoderTests
{
    [TestCase("plain", "\"plain\"")]
    [TestCase("ñ € 中 😀 <a href='x'>&+", "\"ñ € 中 😀 <a href='x'>&+\"")]
    [TestCase("say \"hi\" \\ bye", "\"say \\\"hi\\\" \\\\ bye\"")]
    [TestCase("a\n\r\t\b\f\u0001\u001Fz", "\"a\\n\\r\\t\\b\\f\\u0001\\u001fz\"")]
    [TestCase("😀\"😀", "\"😀\\\"😀\"")]
    [TestCase("", "\"\"")]
    public void Escapes_what_json_must_escape_and_nothing_else(string text, string json)
    {
        Assert.That(JsonSerializer.Serialize(text, ApiJson.Options), Is.EqualTo(json));
    }

    [Test]
    public void A_surrogate_that_stands_alone_becomes_the_replacement_character()
    {
        Assert.That(JsonSerializer.Serialize("a\uD83Db\uDE00", ApiJson.Options), Is.EqualTo("\"a\uFFFDb\uFFFD\""));
    }

    [Test]
    public void Every_text_of_whole_characters_comes_back_as_it_was()
    {
        Gen.Int[0, 0x10FFFF].Where(System.Text.Rune.IsValid).Select(code => new System.Text.Rune(code).ToString()).Array[0, 40].Select(string.Concat)
            .Sample(text => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text, ApiJson.Options)) == text);
    }
}
