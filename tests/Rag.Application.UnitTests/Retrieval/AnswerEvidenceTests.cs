using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class AnswerEvidenceTests
{
    private const string Spanish = "¿Cuál es el plazo de devolución?";
    private const string English = "What is the deadline for returning the device?";

    [TestCase(0.72, 0.6, true, TestName = "A near passage with the words is enough")]
    [TestCase(0.75, 0.0, true, TestName = "A very near passage is enough without a word")]
    [TestCase(0.4, 0.7, true, TestName = "The words are enough with a passage that is half near")]
    [TestCase(0.54, 0.2, false, TestName = "The nearest of unrelated passages is not enough")]
    [TestCase(0.1, 1.0, false, TestName = "A word alone is not enough")]
    public void Decides(double similarity, double coverage, bool isEnough)
    {
        Assert.That(Of(Spanish, One(similarity, coverage)) >= AnswerEvidence.DefaultLimit, Is.EqualTo(isEnough));
    }

    [Test]
    public void Does_not_add_the_words_of_one_passage_to_the_meaning_of_another()
    {
        var evidence = Of(Spanish, One(similarity: 0.6, coverage: 0), One(similarity: 0, coverage: 0.9));

        Assert.That(evidence, Is.EqualTo(0.39).Within(1e-9));
    }

    [Test]
    public void Is_nothing_without_candidates()
    {
        Assert.That(Of(Spanish), Is.Zero);
    }

    [TestCase(0.35, true)]
    [TestCase(0.25, false)]
    public void Goes_by_the_meaning_alone_where_the_passage_is_in_another_language(double similarity, bool isEnough)
    {
        Assert.That(Of(English, One(similarity, coverage: 0)) >= AnswerEvidence.DefaultLimit, Is.EqualTo(isEnough));
    }

    [Test]
    public void Goes_by_both_sides_where_a_language_is_not_clear()
    {
        Assert.That(Of("E-17", One(similarity: 0.35, coverage: 0)), Is.EqualTo(0.2275).Within(1e-9));
    }

    [Test]
    public void Trusts_the_words_as_much_as_a_meaning_that_the_model_can_only_guess()
    {
        Assert.That(AnswerEvidence.Of(new QuestionReading(TextLanguage.Spanish, ModelReads: false), [One(similarity: 0.6, coverage: 0.2)]), Is.EqualTo(0.4).Within(1e-9));
    }

    private static double Of(string question, params Candidate[] candidates) => AnswerEvidence.Of(new QuestionReading(LanguageGuess.Of(question), ModelReads: true), candidates);

    private static Candidate One(double similarity, double coverage) => new()
    {
        Passage = new Passage(A.Chunk(DocumentId.New()), "tarifas.pdf"),
        Similarity = similarity,
        Coverage = coverage,
    };
}
