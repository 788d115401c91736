using Rag.Application.Chat;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

/// <summary>Of days, unanswered questions and traces.</summary>
public abstract class ConversationFiguresContract : StoreContract
{
    private static readonly DateTimeOffset Midnight = new(A.Time.UtcDateTime.Date, TimeSpan.Zero);

    [Test]
    public async Task Counts_each_day_by_itself()
    {
        var first = await TalkAsync(Midnight, FinishReason.Stop);
        await TalkAsync(Midnight.AddHours(23), FinishReason.NoAnswer);
        var next = await TalkAsync(Midnight.AddDays(1), FinishReason.Length);
        await TalkAsync(Midnight.AddDays(2), FinishReason.Stop);
        await Store.Conversations.SaveFeedbackAsync(new Feedback(first.Id, Rating.Up, null, Midnight.AddDays(1)), default);
        await Store.Conversations.SaveFeedbackAsync(new Feedback(next.Id, Rating.Down, null, Midnight.AddDays(1)), default);

        var days = await Store.Figures.CountDailyAsync(Midnight, Midnight.AddDays(2), default);

        var day = DateOnly.FromDateTime(Midnight.UtcDateTime);
        Assert.That(days, Is.EquivalentTo(new[]
        {
            new DailyTotals(day, new ConversationTotals(2, 2, 1, 1, 1, 0, TimeSpan.FromMilliseconds(100), 220)),
            new DailyTotals(day.AddDays(1), new ConversationTotals(1, 1, 1, 0, 0, 1, TimeSpan.FromMilliseconds(100), 110)),
        }));
    }

    [Test]
    public async Task Lists_the_questions_that_were_not_answered_the_latest_first()
    {
        await TalkAsync(Midnight, FinishReason.NoAnswer, "¿Hay parking?");
        await TalkAsync(Midnight.AddMinutes(1), FinishReason.Stop, "¿Plazo?");
        var last = await TalkAsync(Midnight.AddMinutes(2), FinishReason.NoAnswer, "¿Hay wifi?");
        await Store.Messages.SaveAsync(last with { Id = new MessageId(RandomIds.NewKey()), QuestionId = null }, default);

        var all = await Store.Figures.ListUnansweredAsync(10, default);

        Assert.That(all.Select(question => question.Text), Is.EqualTo(new[] { "¿Hay wifi?", "¿Hay parking?" }));
        Assert.That(all[0], Is.EqualTo(new UnansweredQuestion("¿Hay wifi?", Midnight.AddMinutes(2), last.ConversationId)));
        Assert.That(await Store.Figures.ListUnansweredAsync(2, default), Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task A_trace_is_found_by_its_message_and_goes_with_its_conversation([Values] bool isForItsAge)
    {
        var answer = await TalkAsync(Midnight, FinishReason.Stop);
        var trace = Trace(answer);
        await Store.Traces.SaveAsync(trace, default);

        var found = await Store.Traces.FindAsync(answer.Id, default);
        var message = await Store.Conversations.FindMessageAsync(answer.Id, default);
        if (isForItsAge)
        {
            await Store.Conversations.DeleteOlderAsync(Midnight.AddDays(1), 10, default);
        }
        else
        {
            await Store.Conversations.DeleteAsync(answer.ConversationId, default);
        }

        await Store.Traces.SaveAsync(trace, default);

        Assert.That(found! with { Candidates = trace.Candidates, Milliseconds = trace.Milliseconds, Citations = trace.Citations }, Is.EqualTo(trace));
        Assert.That(found.Candidates, Is.EqualTo(trace.Candidates));
        Assert.That(found.Milliseconds, Is.EquivalentTo(trace.Milliseconds));
        Assert.That(message!.Content, Is.EqualTo(answer.Content));
        Assert.That(await Store.Traces.FindAsync(answer.Id, default), Is.Null);
    }

    [Test]
    public async Task A_message_without_a_trace_has_none()
    {
        Assert.That(await Store.Traces.FindAsync((await TalkAsync(Midnight, FinishReason.Stop)).Id, default), Is.Null);
    }

    private static AnswerTrace Trace(Message answer) => new(
        answer.Id, answer.ConversationId, answer.Timestamp, "¿Y los libros?", "¿Cuál es el plazo de los libros?", "gpt-4o-mini", IsOverBudget: false, IsCached: true, 2,
        0.81, 0.4, IsAnswerable: true,
        [new TracedCandidate("tarifas.pdf", DocumentId.New(), 2, 3, 7, CandidateFate.NearDuplicate, 0.9, 0.8, 12.5, 0.75, 0.6)],
        new Dictionary<string, double> { ["search"] = 12.5 }, new TokenUsage(100, 10), FinishReason.Stop, [1]);

    private async Task<Message> TalkAsync(DateTimeOffset at, FinishReason reason, string question = "¿Plazo?")
    {
        var asked = new Message
        {
            Id = new MessageId(RandomIds.NewKey()),
            ConversationId = new ConversationId(RandomIds.NewKey()),
            Role = MessageRole.User,
            Content = question,
            Timestamp = at,
        };
        var answer = new Message
        {
            Id = new MessageId(RandomIds.NewKey()),
            ConversationId = asked.ConversationId,
            QuestionId = asked.Id,
            Role = MessageRole.Assistant,
            Content = "Son 30 días.",
            Timestamp = at,
            Usage = new TokenUsage(100, 10),
            FinishReason = reason,
            TimeToFirstToken = TimeSpan.FromMilliseconds(100),
        };
        await Store.Messages.SaveAsync(asked, default);
        await Store.Messages.SaveAsync(answer, default);
        return answer;
    }
}
