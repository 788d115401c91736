using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class ConversationRepositoryContract : StoreContract
{
    private readonly ConversationId _conversation = new(RandomIds.NewKey());

    [Test]
    public async Task Counts_the_messages_of_one_conversation()
    {
        await Store.Messages.SaveAsync(Answer(), default);
        await Store.Messages.SaveAsync(Answer(), default);
        await Store.Messages.SaveAsync(Answer() with { ConversationId = new ConversationId(RandomIds.NewKey()) }, default);

        Assert.That(await Store.Conversations.CountMessagesAsync(_conversation, default), Is.EqualTo(2));
    }

    [Test]
    public async Task Finds_a_message_by_its_id_with_the_time_to_its_first_token()
    {
        var answer = Answer() with { TimeToFirstToken = TimeSpan.FromMilliseconds(345) };
        await Store.Messages.SaveAsync(answer, default);

        var found = await Store.Conversations.FindMessageAsync(answer.Id, default);

        Assert.That(found! with { Sources = answer.Sources }, Is.EqualTo(answer));
        Assert.That(await Store.Conversations.FindMessageAsync(new MessageId(RandomIds.NewKey()), default), Is.Null);
    }

    [Test]
    public async Task The_last_rating_of_an_answer_counts_and_outlives_a_later_save_of_it()
    {
        var answer = Answer();
        await Store.Messages.SaveAsync(answer, default);

        var first = await Store.Conversations.SaveFeedbackAsync(new Feedback(answer.Id, Rating.Up, "bien", A.Time), default);
        var second = await Store.Conversations.SaveFeedbackAsync(new Feedback(answer.Id, Rating.Down, null, A.Time.AddMinutes(1)), default);
        await Store.Messages.SaveAsync(answer with { Content = "Son 30 días [1]. Y nada más." }, default);

        Assert.That((first, second), Is.EqualTo((true, true)));
        Assert.That(await FeedbackOfAsync(answer.Id), Is.EqualTo(new Feedback(answer.Id, Rating.Down, null, A.Time.AddMinutes(1))));
    }

    [Test]
    public async Task Takes_no_rating_of_a_message_that_is_not_there()
    {
        var unknown = new MessageId(RandomIds.NewKey());

        Assert.That(await Store.Conversations.SaveFeedbackAsync(new Feedback(unknown, Rating.Up, null, A.Time), default), Is.False);
        Assert.That(await FeedbackOfAsync(unknown), Is.Null);
    }

    /// <summary>What the store holds; the port has no reading of one rating.</summary>
    protected abstract Task<Feedback?> FeedbackOfAsync(MessageId message);

    private Message Answer() => new()
    {
        Id = new MessageId(RandomIds.NewKey()),
        ConversationId = _conversation,
        Role = MessageRole.Assistant,
        Content = "Son 30 días [1].",
        Timestamp = A.Time,
    };
}
