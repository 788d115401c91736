using Microsoft.Extensions.Options;
using Rag.Application.Chat;
using Rag.Domain.Bots;

namespace Rag.Application.Bots;

/// <summary>
/// The configuration in force. It is read for every question, so that a change holds from the next one on, on every instance.
/// </summary>
internal sealed class CurrentBot(IBotRepository bots, IOptions<BotOptions> options, IOptions<ModelOptions> model)
{
    /// <summary>As it was stored, with defaults where nothing was: no field but UpdatedAt is null.</summary>
    public async Task<BotConfig> GetConfigAsync(CancellationToken cancellationToken) =>
        WithDefaults(await FindStoredAsync(cancellationToken));

    /// <summary>As it was stored: a field at its default is null.</summary>
    public async Task<BotConfig> FindStoredAsync(CancellationToken cancellationToken) =>
        await bots.FindConfigAsync(cancellationToken) ?? new BotConfig();

    public BotConfig WithDefaults(BotConfig stored)
    {
        var language = OwnTexts.LanguageOf(stored);
        return stored with
        {
            SystemPrompt = stored.SystemPrompt ?? options.Value.SystemPrompt ?? "",
            Temperature = stored.Temperature ?? model.Value.Temperature,
            BotName = stored.BotName ?? options.Value.Name ?? OwnTexts.BotName(language),
            UiPromptExtra = stored.UiPromptExtra ?? options.Value.UiPromptExtra ?? "",
            WelcomeMessage = stored.WelcomeMessage ?? OwnTexts.Welcome(language),
            ThemeColor = stored.ThemeColor ?? "#2563eb",
            Starters = stored.Starters ?? [],
            InputPlaceholder = stored.InputPlaceholder ?? OwnTexts.InputPlaceholder(language),
            ContactText = stored.ContactText ?? "",
        };
    }
}
