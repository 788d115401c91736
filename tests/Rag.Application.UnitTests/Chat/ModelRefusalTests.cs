using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class ModelRefusalTests
{
    [TestCase("Los documentos no contienen información sobre el precio de las mascotas.")]
    [TestCase("Lo siento, pero los pasajes proporcionados no mencionan ese plazo.")]
    [TestCase("No encuentro esa información en los documentos.")]
    [TestCase("No se menciona el horario en los textos disponibles.")]
    [TestCase("No hay información sobre los precios.")]
    [TestCase("The documents do not contain information about pets.")]
    [TestCase("I'm sorry, but the provided passages don't mention a return period.")]
    [TestCase("I could not find that in the documents.")]
    [TestCase("There is no information about pets in the documents.")]
    public void Recognises_a_model_that_says_the_documents_do_not_hold_it(string answer)
    {
        Assert.That(ModelRefusal.IsIn(answer), Is.True);
    }

    [TestCase("El plazo de devolución es de 30 días.")]
    [TestCase("No, el envío no está incluido en el precio.")]
    [TestCase("No se admiten devoluciones pasados 30 días.")]
    [TestCase("The return period is 30 days.")]
    [TestCase("No, shipping is not included in the price.")]
    [TestCase("You cannot return opened items.")]
    [TestCase("Los documentos deben presentarse en la oficina en 30 días.")]
    public void Takes_no_answer_for_a_refusal(string answer)
    {
        Assert.That(ModelRefusal.IsIn(answer), Is.False);
    }
}
