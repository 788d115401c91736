using Rag.Domain.Bots;
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
        Assert.That(read with { Starters = Full.Starters }, Is.EqualTo(Full));
    }

    [Test]
    public async Task Fields_at_their_default_stay_there()
    {
        await Store.Bots.SaveConfigAsync(Full, default);

        await Store.Bots.SaveConfigAsync(new BotConfig(), default);

        Assert.That(await Store.Bots.FindConfigAsync(default), Is.EqualTo(new BotConfig()));
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
