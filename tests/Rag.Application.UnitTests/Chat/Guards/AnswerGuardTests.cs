using System.Text.RegularExpressions;
using CsCheck;
using Rag.Application.Chat.Guards;
using Rag.Domain.Bots;

namespace Rag.Application.UnitTests.Chat.Guards;

public sealed partial class AnswerGuardTests
{
    [TestCase("Mira [aquí](https://evil.example/a).", "Mira aquí.")]
    [TestCase("Mira ![logo](https://evil.example/?q=secret)!", "Mira logo!")]
    [TestCase("Mira [aquí](<https://evil.example/a b> \"título\").", "Mira aquí.")]
    [TestCase("Mira [aquí](//evil.example).", "Mira aquí.")]
    [TestCase("Mira [aquí](javascript:alert(1)).", "Mira aquí.")]
    [TestCase("Mira [a](/api/v1/auth/logout).", "Mira a.")]
    [TestCase("[![alt](https://evil.example/i.png)](https://evil.example)", "[alt]")]
    [TestCase("[https://evil.example](https://evil.example)", "(x)")]
    [TestCase("[1](https://evil.example) y más", "[1] y más")]
    [TestCase("Entra en https://evil.example/a?b=c.", "Entra en (x).")]
    [TestCase("Entra en HTTPS://EVIL.EXAMPLE, ya", "Entra en (x), ya")]
    [TestCase("prefijohttps://evil.example", "prefijo(x)")]
    [TestCase("https:evil.example", "(x)")]
    [TestCase("https:\\\\evil.example", "(x)")]
    [TestCase("Entra en www.evil.example", "Entra en (x)")]
    [TestCase("Escribe a mailto:x@evil.example", "Escribe a (x)")]
    [TestCase("<https://evil.example/?a=b>", "<(x)>")]
    [TestCase("<img src=\"https://evil.example/i\"> fin", " fin")]
    [TestCase("<a href='//evil.example'>aquí</a>", "aquí</a>")]
    [TestCase("<img/src=\"https://evil.example/i\">", "<img/src=\"(x)\">")]
    [TestCase("[e]: https://evil.example", "[e]: (x)")]
    [TestCase("[e]: //evil.example/a", "[e]: (x)")]
    [TestCase("https://good.example@evil.example/", "(x)")]
    [TestCase("https://notgood.example", "(x)")]
    [TestCase("https://good.example[.evil.example](x)", "(x)")]
    [TestCase("https://good.example.[evil](x)", "(x)")]
    [TestCase("https://good.example<b a=b>.evil.example", "(x)")]
    [TestCase("[http](x)://evil.example", "(x)")]
    [TestCase("https://good.example/to?url=https://evil.example", "(x)")]
    [TestCase("(https://good.example)https://evil.example", "((x)")]
    [TestCase("data:text/html,<b>", "(x),<b>")]
    [TestCase("[sin cerrar](https://evil.example", "[sin cerrar]((x)")]
    public void Takes_what_leads_elsewhere_out(string answer, string expected) => Assert.That(Filter([answer]), Is.EqualTo(expected));

    [TestCase("Mira [aquí](https://good.example/a).")]
    [TestCase("Entra en https://www.good.example/a?b=(c), o llama.")]
    [TestCase("Escribe a mailto:hola@good.example o a tel:+34900100200.")]
    [TestCase("La ayuda está en https://ayuda.example/es.")]
    [TestCase("Dato [1][2]. ¡Listo! a < b, x[0] = y(1) y 3 <5.")]
    [TestCase("Un [corchete] (con paréntesis) y <nombre> y List<T>.")]
    [TestCase("El protocolo http: sin cifrar // y data: 5.")]
    [TestCase("[nota](sin fin\ny más")]
    [TestCase("Dato [1](véase el anexo).")]
    [TestCase("Acaba en htt")]
    [TestCase("Acaba en [")]
    [TestCase("Acaba en <")]
    [TestCase("")]
    public void Leaves_the_rest_as_it_is(string answer) => Assert.That(Filter([answer]), Is.EqualTo(answer));

    [Test]
    public void Hands_words_on_at_once()
    {
        var filter = Create();

        Assert.That(new[] { filter.Push("El plazo "), filter.Push("es de 30 "), filter.Push("días. ") }, Is.EqualTo(new[] { "El plazo ", "es de 30 ", "días. " }));
    }

    [Test]
    public void Gives_the_same_text_however_it_is_cut_into_tokens()
    {
        var cases = Gen.Select(Pieces().Array[0, 30], Gen.Int[0, 120].Array[0, 12]);

        cases.Sample((parts, cuts) =>
        {
            var text = string.Concat(parts);
            var ends = cuts.Where(cut => cut < text.Length).Append(text.Length).Distinct().Order().ToList();
            return Filter(ends.Select((end, i) => text[(i == 0 ? 0 : ends[i - 1])..end])) == Filter([text]);
        });
    }

    [Test]
    public void Never_lets_an_address_of_elsewhere_through() =>
        Pieces().Array[0, 30].Sample(parts => Hosts().Matches(Filter([string.Concat(parts)]))
            .Select(match => match.Groups["host"].Value.TrimEnd([.. ".,;:!?*_'"]))
            .All(host => !host.Contains("evil", StringComparison.Ordinal) || host.EndsWith(".good.example", StringComparison.Ordinal)));

    [Test]
    public void Takes_an_address_without_end_for_what_it_is()
    {
        var shown = Filter(Enumerable.Repeat("https://evil.example/" + new string('a', 500), 10));

        Assert.That(shown, Does.Not.Contain("evil").And.Length.LessThan(6000));
    }

    [GeneratedRegex(@"(https?:|\]\(//|\]\(www\.)[\\/]*(?<host>[^\s<>""`\[\]{}|/\\?#()]*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hosts();

    private static Gen<string> Pieces()
    {
        string[] pieces =
        [
            "[", "]", "(", ")", "!", "<", ">", "=", " ", "\n", "a", "1", "\"", "//", "http", "https://", "www.", "evil.example", ".evil.example", "good.example",
            "[a](", "![", "[1]", "<img src=", "https://evil.example/x", "https://good.example", "mailto:", "días ", "😀",
        ];
        return Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
    }

    private static AnswerGuard Create()
    {
        var allowed = AllowedLinks.For(
            new AnswerLinkOptions { Hosts = ["www.good.example"] }, new BotConfig { ContactText = "Pregunta en https://ayuda.example/contacto." });
        return new AnswerGuard(new PromptCanary().Watch(), new LinkFilter(allowed), new AddressFilter(allowed, "(x)"));
    }

    private static string Filter(IEnumerable<string> tokens)
    {
        var filter = Create();
        return string.Concat(tokens.Select(filter.Push)) + filter.Flush();
    }
}
