using Rag.Application.Chat;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

public sealed class LocalAnswerTests
{
    private const string Question = "¿Cuál es el plazo de devolución?";

    [Test]
    public async Task Quotes_the_two_sentences_that_answer_best_each_with_its_source()
    {
        using var embedder = new FakeEmbedder()
            .With("El plazo de devolución es de 30 días.", 1, 0, 0)
            .With("La devolución se pide por escrito.", 0.8f, 0.6f, 0);

        var answer = await AnswerAsync(embedder, TextLanguage.Spanish,
            "El plazo de devolución es de 30 días. Gracias por su visita.", "Abrimos a las nueve. La devolución se pide por escrito.");

        Assert.That(answer, Is.EqualTo(
            "Los documentos dicen:\n\n«El plazo de devolución es de 30 días.» [1]\n\n«La devolución se pide por escrito.» [2]"));
    }

    [Test]
    public async Task Frames_the_quotes_in_the_question_s_language()
    {
        using var embedder = new FakeEmbedder();

        var answer = await AnswerAsync(embedder, TextLanguage.English, "El plazo es de 30 días.");

        Assert.That(answer, Is.EqualTo("The documents say:\n\n“El plazo es de 30 días.” [1]"));
    }

    [Test]
    public async Task Quotes_a_sentence_that_two_overlapping_passages_share_once()
    {
        using var embedder = new FakeEmbedder();

        var answer = await AnswerAsync(embedder, TextLanguage.Spanish, "El plazo es de 30 días.", "El plazo es de 30 días.");

        Assert.That(answer, Is.EqualTo("Los documentos dicen:\n\n«El plazo es de 30 días.» [1]"));
    }

    [Test]
    public async Task Lets_no_note_number_of_the_page_pass_for_a_source()
    {
        using var embedder = new FakeEmbedder();

        var answer = await AnswerAsync(embedder, TextLanguage.Spanish, "El plazo[1] es de 30\ndías [2].");

        Assert.That(answer, Is.EqualTo("Los documentos dicen:\n\n«El plazo es de 30 días .» [1]"));
    }

    [Test]
    public async Task Embeds_at_most_sixteen_sentences_as_passages_and_the_question_not_again()
    {
        using var embedder = new FakeEmbedder();
        var page = string.Join(' ', Enumerable.Range(1, 60).Select(i => $"La cláusula {i} trata del plazo."));

        await AnswerAsync(embedder, TextLanguage.Spanish, page);

        Assert.That(embedder.Calls.Select(call => call.Role), Is.EqualTo(Enumerable.Repeat(EmbeddingRole.Passage, 16)));
    }

    [Test]
    public async Task Ends_without_a_text_where_there_is_no_sentence()
    {
        using var embedder = new FakeEmbedder();

        var parts = await PartsAsync(embedder, TextLanguage.Spanish, "— — —");

        Assert.That(parts, Is.EqualTo(new AnswerPart[] { new AnswerPart.Ended(FinishReason.NoAnswer) }));
    }

    private static async Task<string> AnswerAsync(FakeEmbedder embedder, TextLanguage language, params string[] passages) =>
        string.Concat((await PartsAsync(embedder, language, passages)).OfType<AnswerPart.Text>().Select(text => text.Value));

    private static async Task<List<AnswerPart>> PartsAsync(FakeEmbedder embedder, TextLanguage language, params string[] passages)
    {
        var document = DocumentId.New();
        var kept = passages.Select((text, i) => new Candidate
        {
            Passage = new Passage(A.Chunk(document, i, text), "tarifas.pdf"),
            FusedScore = 1 - (0.1 * i),
        });
        var retrieved = new RetrievedPassages([.. kept], new float[] { 1, 0, 0 }, 1, new Dictionary<string, TimeSpan>()) { IsAnswerable = true };
        var writer = new LocalAnswerWriter(new SentenceChoice(embedder, new FakeTextAnalyzer()));
        var parts = new List<AnswerPart>();
        await foreach (var part in writer.WriteAsync(new AnswerTask(Question, language, retrieved, [], new BotConfig()), CancellationToken.None))
        {
            parts.Add(part);
        }

        return parts;
    }
}
