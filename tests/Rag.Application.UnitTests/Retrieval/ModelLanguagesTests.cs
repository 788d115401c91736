using Moq;
using Rag.Application.Retrieval;

namespace Rag.Application.UnitTests.Retrieval;

public sealed class ModelLanguagesTests
{
    private const string Spanish = "¿Cuál es el plazo de devolución?";
    private const string English = "What does error E-17 mean?";

    [TestCase("en", English, true)]
    [TestCase("en", Spanish, false)]
    [TestCase("en", "E-17", true, TestName = "A question of no plain language is read")]
    [TestCase("es", English, false)]
    [TestCase("es,en", Spanish, true)]
    [TestCase("multilingual", Spanish, true)]
    [TestCase("", Spanish, true, TestName = "A model that does not say what it reads is taken at its word's best")]
    public void A_model_reads_the_languages_that_it_names(string languages, string question, bool reads)
    {
        var model = Mock.Of<IEmbeddingModel>(known => known.Languages == languages.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(model.Reads(question), Is.EqualTo(reads));
    }
}
