using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>The list of conversations, and that it follows what happens to their messages.</summary>
public abstract class ConversationSearchContract : StoreContract
{
    [Test]
    public async Task Tells_of_a_conversation_what_its_messages_say()
    {
        var id = NewId();
        var question = await SaveAsync(id, "¿Cuál es el plazo?", minute: 1, origin: "https://www.example.com");
        await SaveAsync(id, "Son 30 días [1].", minute: 2, role: MessageRole.Assistant, answers: question);
        await SaveAsync(id, "¿Y en rebajas?", minute: 3, origin: "https://other.example.com");

        var page = await SearchAsync();

        Assert.That(page.Total, Is.EqualTo(1));
        Assert.That(page.Items.Single(), Is.EqualTo(
            new ConversationSummary(id, A.Time.AddMinutes(1), A.Time.AddMinutes(3), 3, "¿Cuál es el plazo?", "https://www.example.com", 0, 0)));
    }

    [Test]
    public async Task The_one_with_the_latest_message_comes_first_and_pages_do_not_overlap()
    {
        var (old, middle, young) = (NewId(), NewId(), NewId());
        await SaveAsync(old, "a", minute: 1);
        await SaveAsync(middle, "b", minute: 2);
        await SaveAsync(young, "c", minute: 3);
        await SaveAsync(old, "d", minute: 4);

        var (first, second, beyond) = (await SearchAsync(limit: 2), await SearchAsync(skip: 2, limit: 2), await SearchAsync(skip: 9));

        Assert.That(first.Items.Select(item => item.Id), Is.EqualTo(new[] { old, young }));
        Assert.That(second.Items.Select(item => item.Id), Is.EqualTo(new[] { middle }));
        Assert.That((first.Total, second.Total, beyond.Total, beyond.Items.Count), Is.EqualTo((3, 3, 3, 0)));
    }

    [Test]
    public async Task Finds_those_with_an_answer_that_is_rated_so_whatever_the_text_is_in()
    {
        var (rated, other) = (NewId(), NewId());
        var question = await SaveAsync(rated, "¿Cuál es el plazo?", minute: 1);
        var answer = await SaveAsync(rated, "Son 30 días.", minute: 2, role: MessageRole.Assistant, answers: question);
        await SaveAsync(other, "¿Cuál es el plazo?", minute: 3);
        await Store.Conversations.SaveFeedbackAsync(new Feedback(answer, Rating.Down, "falta", A.Time), default);

        var (all, down, up) = (await SearchAsync(), await SearchAsync(text: "plazo", rating: Rating.Down), await SearchAsync(rating: Rating.Up));

        Assert.That(all.Items.Select(item => (item.Id, item.RatedUp, item.RatedDown)), Is.EqualTo(new[] { (other, 0, 0), (rated, 0, 1) }));
        Assert.That((down.Items.Single().Id, down.Total, up.Total), Is.EqualTo((rated, 1, 0)));
        Assert.That(await Store.Conversations.ListFeedbackAsync(rated, default), Is.EqualTo(new[] { new Feedback(answer, Rating.Down, "falta", A.Time) }));
        Assert.That(await Store.Conversations.ListFeedbackAsync(other, default), Is.Empty);
    }

    [TestCase("DEVOLUCION", true)]
    [TestCase("devolución", true)]
    [TestCase("devolucio\u0301n", true)]
    [TestCase("anos de", true)]
    [TestCase("100 %", true)]
    [TestCase("100_", false)]
    [TestCase("%", true)]
    [TestCase("devolucion de anos", false)]
    public async Task Finds_text_in_any_message_without_case_and_accents_and_never_as_a_pattern(string text, bool isFound)
    {
        var id = NewId();
        await SaveAsync(id, "Hola", minute: 1);
        await SaveAsync(id, "Tras dos AÑOS de espera, la Devolución es del 100 %.", minute: 2);
        await SaveAsync(NewId(), "Otra cosa", minute: 3);

        var page = await SearchAsync(text: text);

        Assert.That(page.Items.Select(item => item.Id), isFound ? Is.EqualTo(new[] { id }) : Is.Empty);
        Assert.That((page.Total, page.Items.Sum(item => item.Messages)), Is.EqualTo(isFound ? (1, 2) : (0, 0)));
    }

    [TestCase(0, 1, "")]
    [TestCase(0, 2, "a")]
    [TestCase(1, 2, "a")]
    [TestCase(2, 3, "")]
    [TestCase(4, 6, "b")]
    [TestCase(6, null, "a")]
    [TestCase(null, 5, "a")]
    [TestCase(null, null, "b a")]
    public async Task Finds_those_with_a_message_in_the_span_whose_end_is_not_part_of_it(int? from, int? until, string expected)
    {
        var (a, b) = (NewId(), NewId());
        await SaveAsync(a, "a", minute: 1);
        await SaveAsync(a, "a", minute: 6);
        await SaveAsync(b, "b", minute: 5);
        if (from is null && until is null)
        {
            await SaveAsync(b, "b", minute: 7);
        }

        var page = await SearchAsync(from: from, until: until);

        Assert.That(string.Join(' ', page.Items.Select(item => item.FirstQuestion)), Is.EqualTo(expected));
        Assert.That(page.Total, Is.EqualTo(page.Items.Count));
    }

    [Test]
    public async Task The_text_must_stand_in_a_message_of_the_span()
    {
        var id = NewId();
        await SaveAsync(id, "plazo", minute: 1);
        await SaveAsync(id, "precio", minute: 5);

        Assert.That((await SearchAsync(text: "plazo", from: 4)).Total, Is.Zero);
        Assert.That((await SearchAsync(text: "precio", from: 4)).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task A_conversation_without_a_question_or_a_known_site_is_listed_too()
    {
        await SaveAsync(NewId(), "Hola, ¿qué tal?", minute: 1, role: MessageRole.Assistant);

        var item = (await SearchAsync()).Items.Single();

        Assert.That((item.Messages, item.FirstQuestion, item.Origin), Is.EqualTo((1, (string?)null, (string?)null)));
    }

    private static ConversationId NewId() => new(RandomIds.NewKey());

    private async Task<MessageId> SaveAsync(
        ConversationId conversation, string content, int minute, MessageRole role = MessageRole.User, MessageId? answers = null, string? origin = null)
    {
        var message = new Message
        {
            Id = new MessageId(RandomIds.NewKey()),
            ConversationId = conversation,
            Role = role,
            Content = content,
            Timestamp = A.Time.AddMinutes(minute),
            QuestionId = answers,
            Origin = origin,
        };
        await Store.Messages.SaveAsync(message, default);
        return message.Id;
    }

    private Task<ConversationPage> SearchAsync(
        int skip = 0, int limit = 20, string? text = null, int? from = null, int? until = null, Rating? rating = null) =>
        Store.Conversations.SearchAsync(
            new ConversationSearch(
                skip, limit, text, from is { } first ? A.Time.AddMinutes(first) : null, until is { } end ? A.Time.AddMinutes(end) : null,
                rating),
            default);
}
