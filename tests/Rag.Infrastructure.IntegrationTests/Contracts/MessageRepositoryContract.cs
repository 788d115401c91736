using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class MessageRepositoryContract : StoreContract
{
    private readonly ConversationId _conversation = new(RandomIds.NewKey());

    [Test]
    public async Task Gives_a_message_back_with_all_that_was_saved_of_it()
    {
        var answer = Message("Son 30 días [1]. 😀\r\n\0", minute: 1) with
        {
            Role = MessageRole.Assistant,
            Sources =
            [
                new Source(1, "tarifas.pdf", DocumentId.New(), 2, 3, 812, 871, "El plazo de «devolución»…", 0.83),
                new Source(2, "otras.pdf", DocumentId.New(), 1, 1, 0, 10, "", 0),
            ],
            Usage = new TokenUsage(1200, 34),
            FinishReason = FinishReason.NoAnswer,
            Origin = "https://www.example.com:8443",
        };

        await Store.Messages.SaveAsync(answer, default);

        var read = (await ListAsync(1)).Single();
        Assert.That(read.Sources, Is.EqualTo(answer.Sources));
        Assert.That(read with { Sources = answer.Sources }, Is.EqualTo(answer));
    }

    [TestCase(FinishReason.Stop)]
    [TestCase(FinishReason.Length)]
    [TestCase(FinishReason.NoAnswer)]
    [TestCase(FinishReason.Cancelled)]
    [TestCase(FinishReason.Failed)]
    [TestCase(null)]
    public async Task Keeps_why_an_answer_ended(FinishReason? reason)
    {
        await Store.Messages.SaveAsync(Message("text", minute: 1) with { FinishReason = reason }, default);

        Assert.That((await ListAsync(1)).Single().FinishReason, Is.EqualTo(reason));
    }

    [Test]
    public async Task Gives_the_last_messages_oldest_first()
    {
        foreach (var minute in new[] { 3, 1, 4, 2 })
        {
            await Store.Messages.SaveAsync(Message($"{minute}", minute), default);
        }

        Assert.That((await ListAsync(3)).Select(message => message.Content), Is.EqualTo(new[] { "2", "3", "4" }));
        Assert.That((await ListAsync(100)).Select(message => message.Content), Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(await ListAsync(0), Is.Empty);
    }

    [Test]
    public async Task Messages_of_one_instant_keep_the_order_in_which_they_were_first_saved()
    {
        var (question, answer) = (Message("question", minute: 1), Message("ans", minute: 1));
        await Store.Messages.SaveAsync(question, default);
        await Store.Messages.SaveAsync(answer, default);

        await Store.Messages.SaveAsync(question with { Content = "question, again" }, default);

        Assert.That((await ListAsync(10)).Select(message => message.Content), Is.EqualTo(new[] { "question, again", "ans" }));
    }

    [Test]
    public async Task A_message_saved_again_is_overwritten()
    {
        var begun = Message("Son 30", minute: 1);
        await Store.Messages.SaveAsync(begun, default);

        await Store.Messages.SaveAsync(begun with { Content = "Son 30 días.", FinishReason = FinishReason.Stop }, default);

        var read = (await ListAsync(10)).Single();
        Assert.That((read.Content, read.FinishReason), Is.EqualTo(("Son 30 días.", FinishReason.Stop)));
    }

    [Test]
    public async Task An_answer_names_its_question_and_is_not_stored_without_it()
    {
        var question = Message("¿Plazo?", minute: 1);
        await Store.Messages.SaveAsync(question, default);

        await Store.Messages.SaveAsync(Message("30 días", minute: 2) with { Role = MessageRole.Assistant, QuestionId = question.Id }, default);
        await Store.Messages.SaveAsync(Message("40 días", minute: 3) with { QuestionId = new MessageId(RandomIds.NewKey()) }, default);

        var stored = await ListAsync(10);
        Assert.That(stored.Select(message => message.Content), Is.EqualTo(new[] { "¿Plazo?", "30 días" }));
        Assert.That(stored[1].QuestionId, Is.EqualTo(question.Id));
    }

    [Test]
    public async Task Knows_nothing_of_other_conversations()
    {
        await Store.Messages.SaveAsync(Message("secret", minute: 1), default);

        Assert.That(await Store.Messages.ListLastAsync(new ConversationId(RandomIds.NewKey()), 10, default), Is.Empty);
    }

    [Test]
    public async Task What_was_saved_is_there_for_the_next_process()
    {
        await Store.Messages.SaveAsync(Message("kept", minute: 1), default);

        await using var next = Store.OpenAnother();

        Assert.That((await next.Messages.ListLastAsync(_conversation, 10, default)).Single().Content, Is.EqualTo("kept"));
    }

    private Message Message(string content, int minute) => new()
    {
        Id = new MessageId(RandomIds.NewKey()),
        ConversationId = _conversation,
        Role = MessageRole.User,
        Content = content,
        Timestamp = A.Time.AddMinutes(minute),
    };

    private Task<IReadOnlyList<Message>> ListAsync(int count) => Store.Messages.ListLastAsync(_conversation, count, default);
}
