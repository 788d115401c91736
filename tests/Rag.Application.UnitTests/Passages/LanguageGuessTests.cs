using Rag.Application.Chat;
using Rag.Application.Passages;
using Rag.Domain.Bots;

namespace Rag.Application.UnitTests.Passages;

public sealed class LanguageGuessTests
{
    [TestCase("¿Cuál es el plazo de devolución?", "Spanish")]
    [TestCase("cual es el plazo de devolucion", "Spanish")]
    [TestCase("plazo devolución", "Spanish")]
    [TestCase("CUANTO CUESTA EL ENVIO", "Spanish")]
    [TestCase("What is the return period?", "English")]
    [TestCase("how long can i return it", "English")]
    [TestCase("Thanks!", "English")]
    [TestCase("Hola", "Spanish")]
    [TestCase("What does «plazo de devolución» mean in this contract?", "English")]
    [TestCase("Qual é o prazo de devolução?", null)]
    [TestCase("Quel est le délai de retour ?", null)]
    [TestCase("Wie lange ist die Rückgabefrist?", null)]
    [TestCase("返品期間はどのくらいですか", null)]
    [TestCase("X-200", null)]
    [TestCase("😀😀", null)]
    [TestCase("", null)]
    public void Guesses_the_language_or_says_that_it_cannot(string question, string? expected)
    {
        Assert.That(LanguageGuess.Of(question)?.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void Takes_the_bot_s_language_where_the_question_shows_none()
    {
        Assert.That(OwnTexts.LanguageFor("X-200", new BotConfig { Language = "en" }), Is.EqualTo(TextLanguage.English));
        Assert.That(OwnTexts.LanguageFor("X-200", new BotConfig()), Is.EqualTo(TextLanguage.Spanish));
    }
}
