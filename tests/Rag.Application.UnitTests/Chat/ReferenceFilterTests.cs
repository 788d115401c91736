using CsCheck;
using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class ReferenceFilterTests
{
    [TestCase("El plazo es de 30 días [1].", "El plazo es de 30 días [1].")]
    [TestCase("Dato [4] y más.", "Dato y más.")]
    [TestCase("[9] Dato.", "Dato.")]
    [TestCase("Dato.[9]", "Dato.")]
    [TestCase("Dato [0].", "Dato .")]
    [TestCase("Dato [99999999999999999999].", "Dato .")]
    [TestCase("Dato [1][7][2].", "Dato [1][2].")]
    [TestCase("Dato [1, 3].", "Dato [1][3].")]
    [TestCase("Dato [1, 8; 2].", "Dato [1][2].")]
    [TestCase("Dato [1-3].", "Dato [1][2][3].")]
    [TestCase("Dato [2–9].", "Dato [2][3].")]
    [TestCase("Dato [1, 1].", "Dato [1].")]
    [TestCase("Dato 【2】 y 【8】.", "Dato [2] y .")]
    [TestCase("Dato [^1][^5].", "Dato [1].")]
    [TestCase("Un [enlace] y [] y [ ] y [1a].", "Un [enlace] y [] y [ ] y [1a].")]
    [TestCase("Abre [[1]] y [ [9].", "Abre [[1]] y [ .")]
    [TestCase("Se acaba en [", "Se acaba en [")]
    [TestCase("Se acaba en [1", "Se acaba en ")]
    public void Lets_only_references_to_given_sources_through_and_brings_them_into_one_form(string answer, string expected)
    {
        Assert.That(Filter([answer]), Is.EqualTo(expected));
    }

    [Test]
    public void Removes_a_reference_that_comes_in_three_tokens()
    {
        Assert.That(Filter(["Dato [", "4", "] y más."]), Is.EqualTo("Dato y más."));
    }

    [Test]
    public void Hands_a_token_on_as_it_is_where_no_bracket_is_open()
    {
        var filter = new ReferenceFilter(sources: 3);

        Assert.That(new[] { filter.Push("El plazo "), filter.Push("es [1"), filter.Push("] largo") }, Is.EqualTo(new[] { "El plazo ", "es ", "[1] largo" }));
    }

    [Test]
    public void Holds_an_open_bracket_back_no_longer_than_it_can_become_a_reference()
    {
        var filter = new ReferenceFilter(sources: 3);

        Assert.That(new[] { filter.Push("a ["), filter.Push("1"), filter.Push("x") }, Is.EqualTo(new[] { "a ", "", "[1x" }));
    }

    [Test]
    public void Gives_the_same_text_however_it_is_cut_into_tokens()
    {
        var pieces = OneOf("[", "]", "1", "2", "9", "12", ",", "-", " ", "  ", "a", "【", "】", "^", "\n", "días", "😀", "[1]", "[7]");
        var cases = Gen.Select(pieces.Array[0, 40], Gen.Int[0, 80].Array[0, 12]);

        cases.Sample((parts, cuts) =>
        {
            var text = string.Concat(parts);
            var ends = cuts.Where(cut => cut < text.Length).Append(text.Length).Distinct().Order().ToList();
            var tokens = ends.Select((end, i) => text[(i == 0 ? 0 : ends[i - 1])..end]);

            return Filter(tokens) == Filter([text]);
        });
    }

    [Test]
    public void Never_lets_a_reference_to_nothing_through()
    {
        var pieces = OneOf("[", "]", "1", "4", "9", ",", "-", " ", "a", "^", "[4]", "[1]", "[5, 1]");

        pieces.Array[0, 40].Sample(parts =>
            AnswerClaims.Of(Filter([string.Concat(parts)])).All(claim => claim.Source is >= 1 and <= 3));
    }

    [Test]
    public void Strips_every_reference_where_none_may_stay()
    {
        Assert.That(ReferenceFilter.Strip("Según [1] y [2, 3], vale [texto]."), Is.EqualTo("Según y , vale [texto]."));
    }

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static string Filter(IEnumerable<string> tokens)
    {
        var filter = new ReferenceFilter(sources: 3);
        return string.Concat(tokens.Select(filter.Push)) + filter.Flush();
    }
}
