using Microsoft.Extensions.AI;
using Moq;
using Rag.Application.Chat;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using static Rag.Application.UnitTests.Chat.ChatUnderTest;

namespace Rag.Application.UnitTests.Chat;

public sealed class AskQuestionTests
{
    [Test]
    public async Task Tells_what_happens_in_the_order_of_the_contract()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo de devolución ");
        chat.Model.Say("es de 30 días [1].");
        chat.Model.End(usage: new UsageDetails { InputTokenCount = 100, OutputTokenCount = 9 });

        var events = await chat.EventsAsync();

        var started = (AnswerEvent.Started)events[0];
        Assert.That(started.Model, Is.EqualTo("fake-model"));
        Assert.That(((AnswerEvent.SourcesFound)events[1]).Sources.Select(source => (source.Number, source.FileName, source.Page, source.Snippet, source.Score)),
            Is.EqualTo(new[] { (1, "tarifas.pdf", 3, PassageText, 0.75), (2, "tarifas.pdf", 4, "Abrimos a las nueve.", 0.75) }));
        Assert.That(events[2..4], Is.EqualTo(new[] { new AnswerEvent.Token("El plazo de devolución "), new AnswerEvent.Token("es de 30 días [1].") }));
        Assert.That(((AnswerEvent.Cited)events[4]).Citation.Quote, Is.EqualTo(PassageText));
        Assert.That(events[5], Is.EqualTo(new AnswerEvent.Used(new TokenUsage(100, 9))));
        var finished = (AnswerEvent.Finished)events[6];
        Assert.That((finished.Reason, finished.MessageId), Is.EqualTo((FinishReason.Stop, started.MessageId)));
        Assert.That(finished.Citations, Is.EqualTo(new[] { 1 }));
        Assert.That(events, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task Hands_each_token_on_before_the_model_has_made_the_next()
    {
        using var chat = new ChatUnderTest();
        await using var events = (await chat.AskAsync()).Value.GetAsyncEnumerator();
        await events.MoveNextAsync();
        await events.MoveNextAsync();

        chat.Model.Say("El ");
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        var first = events.Current;
        chat.Model.Say("plazo");
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(new[] { first, events.Current }, Is.EqualTo(new[] { new AnswerEvent.Token("El "), new AnswerEvent.Token("plazo") }));
    }

    [Test]
    public async Task Stores_question_and_answer_before_it_says_that_it_is_done()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("Treinta días [1].");
        chat.Model.End();
        await using var events = (await chat.AskAsync()).Value.GetAsyncEnumerator();

        while (events.Current is not AnswerEvent.Cited)
        {
            await events.MoveNextAsync();
        }

        Assert.That(chat.Messages.Stored.Select(message => (message.Role, message.Content, message.FinishReason)), Is.EqualTo(new[]
        {
            (MessageRole.User, Question, (FinishReason?)null), (MessageRole.Assistant, "Treinta días [1].", FinishReason.Stop),
        }));
        Assert.That(chat.Messages.Answer.Sources, Has.Count.EqualTo(2));
        Assert.That(chat.Messages.Stored.Select(message => message.Id).Distinct().Count(), Is.EqualTo(2));
    }

    [TestCase("¿Se admiten perros?", "es", ExpectedResult = "No he encontrado en los documentos nada que responda a tu pregunta. Llame al 900 123 123.")]
    [TestCase("Are dogs allowed in there?", "es", ExpectedResult = "I found nothing in the documents that answers your question. Llame al 900 123 123.")]
    [TestCase("🐶", "en", ExpectedResult = "I found nothing in the documents that answers your question. Llame al 900 123 123.")]
    public async Task<string> Refuses_in_the_question_s_language_without_calling_the_model(string question, string botLanguage)
    {
        using var chat = new ChatUnderTest();
        chat.Config = new BotConfig { ContactText = "Llame al 900 123 123.", Language = botLanguage };
        chat.Retrieval = () => Found(isAnswerable: false, PassageText);

        var events = await chat.EventsAsync(question);

        Assert.That(chat.Model.Prompts, Is.Empty);
        Assert.That(((AnswerEvent.SourcesFound)events[1]).Sources, Is.Empty);
        Assert.That(events[3], Is.EqualTo(new AnswerEvent.Used(new TokenUsage(0, 0))));
        Assert.That(((AnswerEvent.Finished)events[4]).Reason, Is.EqualTo(FinishReason.NoAnswer));
        Assert.That(chat.Messages.Answer.FinishReason, Is.EqualTo(FinishReason.NoAnswer));
        return ((AnswerEvent.Token)events[2]).Text;
    }

    [TestCase("Los documentos no mencionan los perros.", FinishReason.NoAnswer)]
    [TestCase("Los documentos no mencionan los perros [1].", FinishReason.Stop)]
    public async Task Counts_a_model_s_own_refusal_as_no_answer_when_it_cites_nothing(string text, FinishReason expected)
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say(text);
        chat.Model.End();

        var events = await chat.EventsAsync();

        Assert.That(((AnswerEvent.Finished)events[^1]).Reason, Is.EqualTo(expected));
    }

    [Test]
    public async Task Lets_no_invented_source_and_no_unproven_claim_reach_the_client_as_a_citation()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo de devolución es de 90 días [1]. Abrimos a las nueve [2]. Hay más [");
        chat.Model.Say("7");
        chat.Model.Say("].");
        chat.Model.End();

        var events = await chat.EventsAsync();

        Assert.That(string.Concat(events.OfType<AnswerEvent.Token>().Select(token => token.Text)), Does.Not.Contain("[7]"));
        Assert.That(events.OfType<AnswerEvent.Cited>().Select(cited => (cited.Citation.Number, cited.Citation.IsSupported)),
            Is.EqualTo(new[] { (1, false), (2, true) }));
        Assert.That(((AnswerEvent.Finished)events[^1]).Citations, Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Says_when_the_limit_of_tokens_ended_the_answer()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo");
        chat.Model.End(ChatFinishReason.Length);

        Assert.That(((AnswerEvent.Finished)(await chat.EventsAsync())[^1]).Reason, Is.EqualTo(FinishReason.Length));
    }

    [Test]
    public async Task Estimates_the_tokens_that_the_model_did_not_count()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("El plazo es de 30 días."); // 23 characters
        chat.Model.End();

        var used = (await chat.EventsAsync()).OfType<AnswerEvent.Used>().Single().Usage;

        Assert.That(used.CompletionTokens, Is.EqualTo(6));
        Assert.That(used.PromptTokens, Is.GreaterThan(100));
    }

    [Test]
    public async Task Gives_the_model_the_stored_temperature_and_the_limit_of_tokens()
    {
        using var chat = new ChatUnderTest();
        chat.Config = new BotConfig { Temperature = 0.1, SystemPrompt = "Sé amable." };
        chat.Model.Say("Sí.");
        chat.Model.End();

        await chat.EventsAsync();

        Assert.That((chat.Model.Options?.Temperature, chat.Model.Options?.MaxOutputTokens), Is.EqualTo((0.1f, 300)));
        Assert.That(chat.Model.Prompts.Single()[0].Text, Does.Contain("Sé amable."));
    }

    [Test]
    public async Task Goes_on_with_a_known_conversation()
    {
        using var chat = new ChatUnderTest();
        var conversation = new ConversationId(RandomIds.NewKey());
        var transcript = new Transcript(chat.Messages, Mock.Of<ITraceRepository>(), TimeProvider.System);
        await transcript.AddQuestionAsync(transcript.BeginAnswer(new AskedQuestion("Hola", conversation, IsNew: true, new BotConfig())), "Hola", origin: null);
        chat.Model.Say("Treinta días.");
        chat.Model.End();

        var events = await chat.EventsAsync(conversationId: conversation.ToString().ToUpperInvariant());

        Assert.That(((AnswerEvent.Started)events[0]).ConversationId, Is.EqualTo(conversation));
        Assert.That(chat.Model.Prompts.Single().Select(message => message.Text).Skip(1).First(), Is.EqualTo("Hola"));
        Assert.That(chat.Model.Prompts.Single(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Begins_a_conversation_under_a_random_id_where_none_is_given()
    {
        using var chat = new ChatUnderTest();
        chat.Model.Say("Treinta días.");
        chat.Model.End();

        var started = (AnswerEvent.Started)(await chat.EventsAsync())[0];

        Assert.That((started.ConversationId.Value.Version, started.MessageId.Value.Version), Is.EqualTo((4, 4)));
    }

    [Test]
    public async Task Refuses_before_the_stream_while_the_bot_is_switched_off()
    {
        using var chat = new ChatUnderTest();
        chat.State = new BotState(IsActive: false, LastActivity: null);

        Assert.That((await chat.AskAsync()).Error?.Code, Is.EqualTo("bot_inactive"));
        Assert.That(chat.Messages.Stored, Is.Empty);
    }

    [Test]
    public async Task Refuses_before_the_stream_while_the_embedder_is_loading()
    {
        using var chat = new ChatUnderTest();
        chat.Embedder.IsLoaded = false;

        Assert.That((await chat.AskAsync()).Error?.Code, Is.EqualTo("embedder_loading"));
    }
}
