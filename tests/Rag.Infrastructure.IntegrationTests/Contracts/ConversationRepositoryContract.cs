using Rag.Application.Chat;
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

    [Test]
    public async Task A_deleted_conversation_leaves_nothing_and_the_others_stay()
    {
        var (answer, other) = (Answer(), Answer() with { ConversationId = new ConversationId(RandomIds.NewKey()) });
        await Store.Messages.SaveAsync(answer, default);
        await Store.Messages.SaveAsync(other, default);
        await Store.Conversations.SaveFeedbackAsync(new Feedback(answer.Id, Rating.Up, "bien", A.Time), default);
        await Store.Conversations.SaveFeedbackAsync(new Feedback(other.Id, Rating.Down, null, A.Time), default);

        var deleted = await Store.Conversations.DeleteAsync(_conversation, default);
        var again = await Store.Conversations.DeleteAsync(_conversation, default);

        Assert.That((deleted, again), Is.EqualTo((true, false)));
        Assert.That(await Store.Conversations.FindMessageAsync(answer.Id, default), Is.Null);
        Assert.That(await FeedbackOfAsync(answer.Id), Is.Null);
        var left = await Store.Conversations.SearchAsync(new ConversationSearch(0, 10), default);
        Assert.That(left.Items.Select(item => item.Id), Is.EqualTo(new[] { other.ConversationId }));
        Assert.That(await FeedbackOfAsync(other.Id), Is.Not.Null);
    }

    [Test]
    public async Task The_answer_to_a_question_that_was_deleted_does_not_come_back_even_where_the_conversation_has_begun_anew()
    {
        var (first, second) = (Question("¿Plazo?"), Question("¿Precio?"));
        await Store.Messages.SaveAsync(first, default);
        await Store.Conversations.DeleteAsync(_conversation, default);

        await Store.Messages.SaveAsync(Answer() with { QuestionId = first.Id }, default);
        var afterDeletion = await Store.Conversations.SearchAsync(new ConversationSearch(0, 10), default);
        await Store.Messages.SaveAsync(second, default);
        await Store.Messages.SaveAsync(Answer() with { QuestionId = first.Id }, default);

        Assert.That(afterDeletion.Total, Is.Zero);
        Assert.That((await Store.Messages.ListLastAsync(_conversation, 10, default)).Select(message => message.Id), Is.EqualTo(new[] { second.Id }));
    }

    [Test]
    public async Task Counts_questions_outcomes_and_ratings_and_leaves_out_cut_and_failed_answers()
    {
        FinishReason[] reasons = [FinishReason.Stop, FinishReason.Length, FinishReason.NoAnswer, FinishReason.Cancelled, FinishReason.Failed];
        foreach (var (reason, i) in reasons.Select((reason, i) => (reason, i)))
        {
            var (question, conversation) = (Question("¿Plazo?"), new ConversationId(RandomIds.NewKey()));
            var answer = Answer() with
            {
                ConversationId = conversation,
                FinishReason = reason,
                Usage = reason == FinishReason.NoAnswer ? null : new TokenUsage(100, i),
                TimeToFirstToken = reason == FinishReason.Failed ? null : TimeSpan.FromMilliseconds(100 + i),
            };
            await Store.Messages.SaveAsync(question with { ConversationId = conversation }, default);
            await Store.Messages.SaveAsync(answer, default);
            var rating = reason == FinishReason.Stop ? Rating.Down : Rating.Up;
            await Store.Conversations.SaveFeedbackAsync(new Feedback(answer.Id, Rating.Down, null, A.Time), default);
            await Store.Conversations.SaveFeedbackAsync(new Feedback(answer.Id, rating, null, A.Time), default);
        }

        Assert.That(await Store.Conversations.CountAsync(default), Is.EqualTo(
            new ConversationTotals(5, 5, 2, 1, 4, 1, TimeSpan.FromMilliseconds(101.5), 408)));
    }

    [Test]
    public async Task Counts_nothing_where_there_is_nothing()
    {
        Assert.That(await Store.Conversations.CountAsync(default), Is.EqualTo(new ConversationTotals(0, 0, 0, 0, 0, 0, null, 0)));
    }

    [Test]
    public async Task Reads_everything_by_conversation_and_time_and_as_stored_within_one_instant()
    {
        // More than is read at once, all of one instant: the place in between must be exact.
        var other = new ConversationId(RandomIds.NewKey());
        var expected = Enumerable.Range(0, 1100).Select(i => Answer() with
        {
            ConversationId = i % 2 == 0 ? _conversation : other,
            Timestamp = A.Time.AddSeconds(-i / 600),
            Content = $"{i}",
        }).ToList();
        foreach (var message in expected)
        {
            await Store.Messages.SaveAsync(message, default);
        }

        var read = await Store.Conversations.ReadAllAsync(from: null, until: null, default).Select(message => message.Content).ToListAsync();

        Assert.That(read, Is.EqualTo(expected
            .OrderBy(message => message.ConversationId.ToString(), StringComparer.Ordinal).ThenBy(message => message.Timestamp)
            .Select(message => message.Content)));
    }

    [Test]
    public async Task A_span_ends_and_begins_between_two_ticks()
    {
        await Store.Messages.SaveAsync(Answer() with { Timestamp = A.Time, Content = "then" }, default);

        var until = await Store.Conversations.ReadAllAsync(from: null, A.Time.AddTicks(1), default).ToListAsync();
        var from = await Store.Conversations.ReadAllAsync(A.Time.AddTicks(1), until: null, default).ToListAsync();

        Assert.That((until.Count, from.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Reads_from_the_first_instant_of_a_span_to_the_last_before_its_end()
    {
        foreach (var second in Enumerable.Range(0, 4))
        {
            await Store.Messages.SaveAsync(Answer() with { Timestamp = A.Time.AddSeconds(second), Content = $"{second}" }, default);
        }

        var read = await Store.Conversations.ReadAllAsync(A.Time.AddSeconds(1), A.Time.AddSeconds(3), default).ToListAsync();

        Assert.That(read.Select(message => message.Content), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(read[0], Is.EqualTo(new ExportedMessage(_conversation, A.Time.AddSeconds(1), MessageRole.Assistant, "1")));
    }

    [Test]
    public async Task Removes_the_oldest_of_those_whose_last_message_is_older_so_many_at_a_time()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => new ConversationId(RandomIds.NewKey())).ToList();
        foreach (var (id, minute) in ids.Select((id, i) => (id, i)).Reverse())
        {
            await Store.Messages.SaveAsync(Question("¿Plazo?") with { ConversationId = id, Timestamp = A.Time.AddMinutes(minute) }, default);
        }

        await Store.Messages.SaveAsync(Answer() with { ConversationId = ids[1], Timestamp = A.Time.AddMinutes(9) }, default);

        var first = await Store.Conversations.DeleteOlderAsync(A.Time.AddMinutes(3), 1, default);
        var afterFirst = await Store.Conversations.SearchAsync(new ConversationSearch(0, 10), default);
        var second = await Store.Conversations.DeleteOlderAsync(A.Time.AddMinutes(3), 10, default);
        var afterSecond = await Store.Conversations.SearchAsync(new ConversationSearch(0, 10), default);

        Assert.That((first, second), Is.EqualTo((1, 1)));
        Assert.That(afterFirst.Items.Select(item => item.Id), Is.EqualTo(new[] { ids[1], ids[3], ids[2] }));
        Assert.That(afterSecond.Items.Select(item => (item.Id, item.Messages)), Is.EqualTo(new[] { (ids[1], 2), (ids[3], 1) }));
        Assert.That(await Store.Messages.ListLastAsync(ids[0], 10, default), Is.Empty);
    }

    /// <summary>What the store holds; the port has no reading of one rating.</summary>
    protected abstract Task<Feedback?> FeedbackOfAsync(MessageId message);

    private Message Question(string content) => Answer() with { Role = MessageRole.User, Content = content };

    private Message Answer() => new()
    {
        Id = new MessageId(RandomIds.NewKey()),
        ConversationId = _conversation,
        Role = MessageRole.Assistant,
        Content = "Son 30 días [1].",
        Timestamp = A.Time,
    };
}
