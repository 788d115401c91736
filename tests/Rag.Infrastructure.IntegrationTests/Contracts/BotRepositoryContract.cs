using Rag.Domain.Bots;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Infrastructure.IntegrationTests.Contracts;

public abstract class BotRepositoryContract : StoreContract
{
    private static readonly BotConfig Full = new()
    {
        SystemPrompt = "Eres un asistente.",
        Temperature = 0.2,
        BotName = "Ana",
        UiPromptExtra = "Sé breve.",
        WelcomeMessage = "¡Hola!",
        ThemeColor = "#00ff7f",
        Starters = ["¿Qué plazo hay?", "¿Cuánto cuesta?"],
        InputPlaceholder = "Pregunta…",
        ContactText = "Llame al 123.",
        Language = "en",
        UpdatedAt = A.Time,
    };

    [Test]
    public async Task Nobody_has_stored_a_configuration_at_first()
    {
        Assert.That(await Store.Bots.FindConfigAsync(default), Is.Null);
    }

    [Test]
    public async Task Gives_a_configuration_back_as_it_was_saved()
    {
        await Store.Bots.SaveConfigAsync(Full, default);

        var read = await Store.Bots.FindConfigAsync(default);

        Assert.That(read!.Starters, Is.EqualTo(Full.Starters));
        Assert.That(read with { Starters = Full.Starters }, Is.EqualTo(Full with { Revision = 1 }));
    }

    [Test]
    public async Task Fields_at_their_default_stay_there()
    {
        await Store.Bots.SaveConfigAsync(Full, default);

        await Store.Bots.SaveConfigAsync(new BotConfig { Revision = 1 }, default);

        Assert.That(await Store.Bots.FindConfigAsync(default), Is.EqualTo(new BotConfig { Revision = 2 }));
    }

    [Test]
    public async Task Of_two_changes_made_from_one_state_the_second_is_refused()
    {
        var isFirstStored = await Store.Bots.SaveConfigAsync(new BotConfig { BotName = "Ana" }, default);
        var isSecondStored = await Store.Bots.SaveConfigAsync(new BotConfig { BotName = "Eva" }, default);

        Assert.That((isFirstStored, isSecondStored), Is.EqualTo((true, false)));
        Assert.That((await Store.Bots.FindConfigAsync(default))?.BotName, Is.EqualTo("Ana"));
    }

    [Test]
    public async Task Every_one_of_many_switches_at_once_counts()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.Bots.ToggleAsync(A.Time, default))));

        Assert.That(states.Count(state => state.IsActive), Is.EqualTo(10));
        Assert.That(await Store.Bots.GetStateAsync(default), Is.EqualTo(new BotState(IsActive: true, A.Time)));
    }

    [Test]
    public async Task A_message_is_an_activity()
    {
        await Store.Bots.SaveStateAsync(new BotState(IsActive: true, A.Time), default);
        await Store.Messages.SaveAsync(
            new Message
            {
                Id = new MessageId(RandomIds.NewKey()),
                ConversationId = new ConversationId(RandomIds.NewKey()),
                Role = MessageRole.User,
                Content = "hola",
                Timestamp = A.Time.AddMinutes(5),
            },
            default);

        Assert.That((await Store.Bots.GetStateAsync(default)).LastActivity, Is.EqualTo(A.Time.AddMinutes(5)));
    }

    [Test]
    public async Task The_bot_is_active_until_somebody_says_otherwise()
    {
        Assert.That(await Store.Bots.GetStateAsync(default), Is.EqualTo(new BotState(IsActive: true, LastActivity: null)));
    }

    [Test]
    public async Task State_and_configuration_do_not_overwrite_each_other()
    {
        var state = new BotState(IsActive: false, A.Time);
        await Store.Bots.SaveStateAsync(state, default);
        await Store.Bots.SaveConfigAsync(new BotConfig { BotName = "Ana" }, default);
        await Store.Bots.SaveStateAsync(state with { LastActivity = A.Time.AddHours(1) }, default);

        await using var next = Store.OpenAnother();

        Assert.That(await next.Bots.GetStateAsync(default), Is.EqualTo(new BotState(IsActive: false, A.Time.AddHours(1))));
        Assert.That((await next.Bots.FindConfigAsync(default))?.BotName, Is.EqualTo("Ana"));
    }
}
