using Microsoft.Extensions.AI;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Application.UnitTests.Chat;

public sealed class AnswerCutTests
{
    [Test]
    public async Task Stores_what_was_sent_as_cut_when_the_client_leaves()
    {
        using var chat = new ChatUnderTest();
        using var leaving = new CancellationTokenSource();
        chat.Model.Say("El plazo ");
        await using var events = await ReadToFirstTokenAsync(chat, leaving.Token);

        var waiting = events.MoveNextAsync();
        await leaving.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((chat.Messages.Answer.Content, chat.Messages.Answer.FinishReason), Is.EqualTo(("El plazo ", FinishReason.Cancelled)));
        Assert.That(chat.Messages.Answer.Usage, Is.EqualTo(new TokenUsage(chat.Messages.Answer.Usage!.PromptTokens, 3)));
        Assert.That(chat.Model.WasCancelled, Is.True);
    }

    [Test]
    public async Task Stores_what_was_sent_as_cut_when_the_reader_just_stops()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo ");

        await using (await ReadToFirstTokenAsync(chat, CancellationToken.None))
        {
        }

        Assert.That((chat.Messages.Answer.Content, chat.Messages.Answer.FinishReason), Is.EqualTo(("El plazo ", FinishReason.Cancelled)));
    }

    [Test]
    public async Task Stores_nothing_for_a_client_that_left_before_the_question_was_taken()
    {
        using var chat = new ChatUnderTest();
        await using (var events = (await chat.AskAsync()).Value.GetAsyncEnumerator())
        {
            await events.MoveNextAsync();
        }

        Assert.That(chat.Messages.Stored, Is.Empty);
    }

    [Test]
    public async Task Ends_with_an_error_and_stores_what_was_sent_when_the_model_fails_in_the_middle()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo ");
        chat.Model.Fail(new ModelException(ConversationErrors.ModelBusy(TimeSpan.FromSeconds(3)), canRetry: true));

        var events = await chat.EventsAsync();

        Assert.That(events[^1], Is.EqualTo(new AnswerEvent.Failed(ConversationErrors.ModelBusy(TimeSpan.FromSeconds(3)), CanRetry: true)));
        Assert.That(events.OfType<AnswerEvent.Finished>(), Is.Empty);
        Assert.That((chat.Messages.Answer.Content, chat.Messages.Answer.FinishReason), Is.EqualTo(("El plazo ", FinishReason.Failed)));
    }

    [Test]
    public async Task Ends_with_an_error_when_the_model_says_nothing()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say(" [9] ");
        chat.Model.End();

        Assert.That(((AnswerEvent.Failed)(await chat.EventsAsync())[^1]).Error.Code, Is.EqualTo("model_unavailable"));
    }

    [Test]
    public async Task Ends_with_an_error_that_is_not_worth_repeating_when_the_provider_filters_the_answer()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El ");
        chat.Model.End(ChatFinishReason.ContentFilter);

        Assert.That(((AnswerEvent.Failed)(await chat.EventsAsync())[^1]).CanRetry, Is.False);
    }

    [Test]
    public async Task Ends_with_an_error_when_something_of_ours_breaks_after_the_stream_has_begun()
    {
        using var chat = new ChatUnderTest();
        chat.Retrieval = () => throw new InvalidOperationException("secret");

        var failed = (AnswerEvent.Failed)(await chat.EventsAsync())[^1];

        Assert.That((failed.Error.Code, failed.CanRetry), Is.EqualTo(("answer_interrupted", true)));
    }

    [Test]
    public async Task Ends_with_an_error_when_the_store_is_lost()
    {
        using var chat = new ChatUnderTest();
        chat.Messages.Fault = new IOException("secret");

        var failed = (AnswerEvent.Failed)(await chat.EventsAsync())[^1];

        Assert.That(failed.Error.Code, Is.EqualTo("answer_interrupted"));
    }

    [Test]
    public async Task Ends_with_the_reason_when_retrieval_refuses()
    {
        using var chat = new ChatUnderTest();
        chat.Retrieval = () => ConversationErrors.EmbedderNotReady();

        Assert.That(((AnswerEvent.Failed)(await chat.EventsAsync())[^1]).Error.Code, Is.EqualTo("embedder_loading"));
    }

    private static async Task<IAsyncEnumerator<AnswerEvent>> ReadToFirstTokenAsync(ChatUnderTest chat, CancellationToken cancellationToken)
    {
        var events = (await chat.AskAsync(cancellationToken: cancellationToken)).Value.GetAsyncEnumerator(CancellationToken.None);
        do
        {
            await events.MoveNextAsync();
        }
        while (events.Current is not AnswerEvent.Token);

        return events;
    }
}
