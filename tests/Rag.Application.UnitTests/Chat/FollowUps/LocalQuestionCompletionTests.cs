using Rag.Application.Chat.FollowUps;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat.FollowUps;

public sealed class LocalQuestionCompletionTests
{
    private const string Pool = "¿Cuándo abre la piscina municipal?";
    private const string Shipping = "¿Cuánto cuesta el envío a Portugal?";
    private const string Panel = "How much does the solar panel cost?";

    private readonly LocalQuestionCompletion _rules = new(new FakeTextAnalyzer());

    [TestCase(Pool, "¿Y el fin de semana?", "¿Y el fin de semana? abre la piscina municipal")]
    [TestCase(Pool, "¿Cuánto cuesta?", "¿Cuánto cuesta? piscina municipal")]
    [TestCase(Pool, "¿Por qué?", "¿Por qué? piscina municipal")]
    [TestCase(Pool, "dime más", "dime más abre la piscina municipal")]
    [TestCase(Pool, "¿Cuál es el precio?", "¿Cuál es el precio? piscina municipal")]
    [TestCase(Pool, "¿Hay clases allí?", "¿Hay clases allí? abre la piscina municipal")]
    [TestCase(Pool, "¿Qué tal los domingos?", "¿Qué tal los domingos? abre la piscina municipal")]
    [TestCase(Pool, "¿Quién la limpia?", "¿Quién la limpia? piscina municipal")]
    [TestCase(Shipping, "¿Y a Francia?", "¿Y a Francia? cuesta el envío")]
    [TestCase(Shipping, "¿Y cuánto tarda en llegar?", "¿Y cuánto tarda en llegar? envío a Portugal")]
    [TestCase("¿Qué significa el código E-17 de la consola?", "¿y el E-23?", "¿y el E-23? significa el código consola")]
    [TestCase("¿Qué garantía tiene la estación Brisa?", "¿Cómo puedo limpiarlo?", "¿Cómo puedo limpiarlo? garantía estación Brisa")]
    [TestCase("¿Qué garantía tiene la estación Brisa?", "¿Cuánto pesa ese aparato?", "¿Cuánto pesa ese aparato? garantía estación Brisa")]
    [TestCase(Panel, "and how much is it?", "and how much is it? solar panel")]
    [TestCase(Panel, "What about the funnel?", "What about the funnel? solar panel cost")]
    [TestCase(Panel, "How do I clean it?", "How do I clean it? solar panel")]
    [TestCase(Panel, "Does this one come with screws?", "Does this one come with screws? solar panel")]
    [TestCase(Panel, "What is the price?", "What is the price? solar panel")]
    [TestCase(Panel, "And to Canada?", "And to Canada? solar panel cost")]
    [TestCase(Panel, "Why?", "Why? solar panel")]
    public void A_question_that_leaves_its_topic_out_gets_it_from_the_one_before(string first, string question, string expected)
    {
        Assert.That(_rules.Complete(question, [Asked(first), Answered("El ascensor es azul.")]), Is.EqualTo(expected));
    }

    [TestCase("¿Cuál es el plazo de devolución de los productos electrónicos?")]
    [TestCase("¿Cuál es el plazo de devolución?")]
    [TestCase("¿Cuánto cuesta el embudo de recambio?")]
    [TestCase("¿Cuándo abre la biblioteca?")]
    [TestCase("¿Qué es un anemómetro?")]
    [TestCase("¿Qué horario tiene la biblioteca este verano?")]
    [TestCase("¿Dónde esta la biblioteca de la universidad?")]
    [TestCase("¿Y cuánto cuesta el abono anual de la biblioteca?")]
    [TestCase("¿Cuánto tiempo tengo para devolver el paquete tras recibirlo?")]
    [TestCase("¿Qué dice este manual de la calibración?")]
    [TestCase("¿Dónde puedo leer la charla inaugural?")]
    [TestCase("¿Cuál es lo mejor para limpiar lana merina?")]
    [TestCase("How do I clean the solar panel so that it lasts?")]
    [TestCase("Is it possible to return opened headphones?")]
    [TestCase("What is an anemometer?")]
    [TestCase("How long does it take to ship parcels abroad?")]
    [TestCase("Which sensor measures the wind speed?")]
    [TestCase("Are there discounts for students in this city library?")]
    [TestCase("What does error code E-17 mean?")]
    [TestCase("Gracias")]
    [TestCase("¡Muchas gracias, perfecto!")]
    [TestCase("Hola, buenos días")]
    [TestCase("thanks, great")]
    [TestCase("🐶")]
    public void A_question_that_names_its_topic_and_courtesy_stay_as_they_are(string question)
    {
        Assert.That(_rules.Complete(question, [Asked(Pool), Answered("Abre a las diez.")]), Is.EqualTo(question));
    }

    [Test]
    public void The_topic_is_looked_for_back_to_the_last_question_that_named_one()
    {
        var history = new[] { Asked(Shipping), Asked(Pool), Answered("A las diez."), Asked("¿Y el domingo?"), Answered("A las once.") };

        var completed = _rules.Complete("¿Cuánto cuesta?", history);

        Assert.That(completed, Is.EqualTo("¿Cuánto cuesta? domingo piscina municipal"));
    }

    [Test]
    public void A_first_question_and_one_behind_greetings_stay_as_they_are()
    {
        Assert.That(_rules.Complete("¿Y eso?", []), Is.EqualTo("¿Y eso?"));
        Assert.That(_rules.Complete("¿Y eso?", [Asked("Hola"), Answered("¡Hola!")]), Is.EqualTo("¿Y eso?"));
        Assert.That(_rules.MayDepend("¿Y eso?", [Asked("Hola"), Answered("¡Hola!")]), Is.False);
    }

    [TestCase("¿Y eso?", ExpectedResult = true)]
    [TestCase("¿Cuál es el plazo de devolución?", ExpectedResult = true)]
    [TestCase("¿Cuáles son sus tarifas de alquiler de bicicletas?", ExpectedResult = true)]
    [TestCase("¿Cuánto cuesta el panel solar de recambio?", ExpectedResult = false)]
    [TestCase("Gracias", ExpectedResult = false)]
    public bool Only_a_question_that_is_plainly_complete_needs_no_model(string question) => _rules.MayDepend(question, [Asked(Pool)]);

    [Test]
    public void A_questionquestion_gives_no_more_than_a_topic()
    {
        var question = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"palabra{i}"));

        var completed = _rules.Complete("¿Por qué?", [Asked(question)]);

        Assert.That(completed.Split(' ').Length, Is.InRange(2, 13));
    }

    private static Message Asked(string text) => Said(MessageRole.User, text);

    private static Message Answered(string text) => Said(MessageRole.Assistant, text);

    private static Message Said(MessageRole role, string text) => new()
    {
        Id = new MessageId(RandomIds.NewKey()),
        ConversationId = new ConversationId(RandomIds.NewKey()),
        Role = role,
        Content = text,
        Timestamp = A.Time,
    };
}
