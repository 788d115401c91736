using Rag.Domain.Bots;

namespace Rag.Application.Bots;

/// <summary>Some fields of a configuration: one that is not given stays as it is, a given null goes back to its default.</summary>
/// <param name="Given">Names of properties of <see cref="BotConfig"/>.</param>
public sealed record BotConfigChange(BotConfig Values, IReadOnlySet<string> Given)
{
    public BotConfig ApplyTo(BotConfig config) => config with
    {
        SystemPrompt = Given.Contains(nameof(BotConfig.SystemPrompt)) ? Values.SystemPrompt : config.SystemPrompt,
        Temperature = Given.Contains(nameof(BotConfig.Temperature)) ? Values.Temperature : config.Temperature,
        BotName = Given.Contains(nameof(BotConfig.BotName)) ? Values.BotName : config.BotName,
        UiPromptExtra = Given.Contains(nameof(BotConfig.UiPromptExtra)) ? Values.UiPromptExtra : config.UiPromptExtra,
        WelcomeMessage = Given.Contains(nameof(BotConfig.WelcomeMessage)) ? Values.WelcomeMessage : config.WelcomeMessage,
        ThemeColor = Given.Contains(nameof(BotConfig.ThemeColor)) ? Values.ThemeColor : config.ThemeColor,
        Starters = Given.Contains(nameof(BotConfig.Starters)) ? Values.Starters : config.Starters,
        InputPlaceholder = Given.Contains(nameof(BotConfig.InputPlaceholder)) ? Values.InputPlaceholder : config.InputPlaceholder,
        ContactText = Given.Contains(nameof(BotConfig.ContactText)) ? Values.ContactText : config.ContactText,
        Language = Given.Contains(nameof(BotConfig.Language)) ? Values.Language : config.Language,
    };
}
