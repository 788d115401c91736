using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class QuestionCaseTests
{
    [TestCase("¿CUÁL ES EL PLAZO DE DEVOLUCIÓN?", "¿Cuál es el plazo de devolución?")]
    [TestCase("WHAT DOES ERROR E-17 MEAN?", "What does error e-17 mean?")]
    public void A_question_in_capitals_is_read_as_if_they_were_not_locked(string typed, string read)
    {
        Assert.That(QuestionCase.Unlock(typed), Is.EqualTo(read));
    }

    [TestCase("¿Qué mide el DIN A4?")]
    [TestCase("IVA")]
    [TestCase("ISO 9001:2015")]
    [TestCase("")]
    [TestCase("2026 ?")]
    public void Any_other_stays_as_it_is(string typed)
    {
        Assert.That(QuestionCase.Unlock(typed), Is.EqualTo(typed));
    }
}
