using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class AskQuestionValidatorTests
{
    private static readonly AskQuestionValidator Validator = new();

    [TestCase(null, "missing")]
    [TestCase("", "string_too_short")]
    [TestCase(" \t\n", "string_too_short")]
    [TestCase("\u0000\u0001\u200B", "string_too_short")]
    public void Refuses_a_question_that_nobody_can_see(string? input, string code)
    {
        Assert.That(FaultsOf(new AskQuestion(input)), Is.EqualTo(new[] { ("Input", code) }));
    }

    [Test]
    public void Counts_characters_as_people_do_and_not_their_encoding()
    {
        Assert.That(FaultsOf(new AskQuestion(string.Concat(Enumerable.Repeat("😀", 2000)))), Is.Empty);
        Assert.That(FaultsOf(new AskQuestion(new string('a', 2000) + "  \n")), Is.Empty);
        Assert.That(FaultsOf(new AskQuestion(new string('a', 2001))), Is.EqualTo(new[] { ("Input", "string_too_long") }));
    }

    [TestCase(null)]
    [TestCase("6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11")]
    [TestCase("6F1F2A9E-3C1D-7B7A-9A55-2F6F0C5F8F11")]
    public void Takes_an_id_of_any_version_or_none(string? id)
    {
        Assert.That(FaultsOf(new AskQuestion("Hola", id)), Is.Empty);
    }

    [TestCase("")]
    [TestCase("7")]
    [TestCase("6f1f2a9e3c1d4b7a9a552f6f0c5f8f11")]
    [TestCase("../../etc/passwd")]
    public void Refuses_what_is_no_id_together_with_the_other_faults(string id)
    {
        Assert.That(FaultsOf(new AskQuestion("", id)), Is.EqualTo(new[] { ("Input", "string_too_short"), ("ConversationId", "uuid_parsing") }));
    }

    private static IEnumerable<(string, string)> FaultsOf(AskQuestion ask) =>
        Validator.Validate(ask).Errors.Select(fault => (fault.PropertyName, fault.ErrorCode));
}
