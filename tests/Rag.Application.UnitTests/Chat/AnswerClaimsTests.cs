using Rag.Application.Chat;

namespace Rag.Application.UnitTests.Chat;

public sealed class AnswerClaimsTests
{
    [Test]
    public void Takes_the_sentence_before_each_reference()
    {
        var claims = AnswerClaims.Of("Hola. El plazo es de 30 días [1]. El envío cuesta 5 € [2].");

        Assert.That(claims, Is.EqualTo(new[]
        {
            new AnswerClaim(1, "El plazo es de 30 días"), new AnswerClaim(2, "El envío cuesta 5 €"),
        }));
    }

    [Test]
    public void Takes_the_sentence_before_a_reference_that_stands_behind_its_full_stop()
    {
        Assert.That(AnswerClaims.Of("Hola. El plazo es de 30 días. [1]"), Is.EqualTo(new[] { new AnswerClaim(1, "El plazo es de 30 días.") }));
    }

    [Test]
    public void Gives_references_side_by_side_the_same_claim()
    {
        var claims = AnswerClaims.Of("El plazo es de 30 días [1][3], [2].");

        Assert.That(claims.Select(claim => (claim.Source, claim.Text)), Is.EqualTo(new[]
        {
            (1, "El plazo es de 30 días"), (3, "El plazo es de 30 días"), (2, "El plazo es de 30 días"),
        }));
    }

    [Test]
    public void Gives_a_second_reference_of_a_sentence_what_was_said_since_the_first()
    {
        var claims = AnswerClaims.Of("El plazo es de 30 días [1] y el envío cuesta 5 € [2].");

        Assert.That(claims[1], Is.EqualTo(new AnswerClaim(2, "y el envío cuesta 5 €")));
    }

    [Test]
    public void Takes_what_follows_where_nothing_stands_before()
    {
        Assert.That(AnswerClaims.Of("[1] dice que el plazo es largo. Más."), Is.EqualTo(new[] { new AnswerClaim(1, "dice que el plazo es largo.") }));
    }

    [Test]
    public void Leaves_the_number_of_a_list_item_out()
    {
        Assert.That(AnswerClaims.Of("Plazos:\n\n1. Treinta días [1]\n2. Dos meses [2]").Select(claim => claim.Text),
            Is.EqualTo(new[] { "Treinta días", "Dos meses" }));
    }

    [Test]
    public void Finds_none_in_an_answer_without_references()
    {
        Assert.That(AnswerClaims.Of("El plazo es de 30 días."), Is.Empty);
    }
}
