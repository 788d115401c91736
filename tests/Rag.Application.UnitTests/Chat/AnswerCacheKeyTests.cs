using Moq;
using Rag.Application.Chat;
using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

public sealed class AnswerCacheKeyTests
{
    private static readonly DocumentId Document = DocumentId.New();

    [TestCase("¿cuál es el plazo?")]
    [TestCase("Cuál es el plazo")]
    [TestCase("  ¿CUÁL  es el\tplazo ?  ")]
    public void What_does_not_change_the_meaning_is_set_aside(string question)
    {
        Assert.That(Key(Task() with { Question = question }), Is.EqualTo(Key(Task())));
    }

    [Test]
    public void All_that_an_answer_is_made_from_is_in_it()
    {
        var said = new Message
        {
            Id = new MessageId(RandomIds.NewKey()),
            ConversationId = new ConversationId(RandomIds.NewKey()),
            Role = MessageRole.User,
            Content = "¿Y los libros?",
            Timestamp = A.Time,
        };
        string[] keys =
        [
            Key(Task()),
            Key(Task() with { Question = "¿Cual es el plazo?" }),
            Key(Task() with { SearchedFor = "¿Cuál es el plazo? libros" }),
            Key(Task() with { Language = TextLanguage.English }),
            Key(Task() with { History = [said] }),
            Key(Task() with { IsOverBudget = true }),
            Key(Task() with { Config = new BotConfig { Revision = 2 } }),
            Key(Task() with { Config = new BotConfig { Temperature = 0.1 } }),
            Key(Task() with { Retrieved = Found(version: 2) }),
            Key(Task(), "another-model"),
        ];

        Assert.That(keys, Is.Unique);
        Assert.That(Key(Task() with { Conversation = new ConversationId(RandomIds.NewKey()) }), Is.EqualTo(keys[0]));
    }

    private static AnswerTask Task() => new("¿Cuál es el plazo?", TextLanguage.Spanish, Found(version: 1), [], new BotConfig());

    private static RetrievedPassages Found(int version)
    {
        var candidate = new Candidate { Passage = new Passage(A.Chunk(Document, 0, "Treinta días.", version), "tarifas.pdf") };
        return new RetrievedPassages([candidate], default, 1, new Dictionary<string, TimeSpan>()) { IsAnswerable = true };
    }

    private static string Key(AnswerTask task, string model = "gpt-4o-mini")
    {
        var writer = new Mock<IAnswerWriter>();
        writer.SetupGet(one => one.Name).Returns(model);
        return AnswerCacheKey.Of(task, writer.Object, new ModelOptions());
    }
}
