using System.ComponentModel.DataAnnotations;
using Rag.Api.Errors;
using Rag.Application.Bots;
using Rag.Domain.Bots;

namespace Rag.Api.Bot;

/// <param name="IsActive">Whether visitors get answers.</param>
public sealed record BotStateRequest([Required] bool? IsActive);

/// <param name="Input" example="¿Qué plazo hay para devolver un pedido?">The question, 1 to 2000 characters.</param>
/// <param name="Config">Fields that differ from the stored configuration.</param>
public sealed record PreviewRequest(string Input, BotConfigRequest? Config);

/// <param name="IsActive" example="true">Whether visitors get answers.</param>
/// <param name="Message" example="The bot is active.">A sentence for people.</param>
/// <param name="LastActivity">The last question, answer or switch; null before the first.</param>
public sealed record BotStateResponse(bool IsActive, string Message, DateTimeOffset? LastActivity)
{
    internal static BotStateResponse Of(BotState state, Wording wording) => new(
        state.IsActive,
        wording.Say(state.IsActive ? Confirmations.BotIsOn() : Confirmations.BotIsOff()),
        state.LastActivity);
}

/// <summary>What the next answer is made with.</summary>
/// <param name="ModelName" example="gpt-4o-mini">Who writes the answers; <c>local</c> where no model does.</param>
/// <param name="UiPromptExtraLen">Characters of <c>ui_prompt_extra</c>.</param>
/// <param name="EffectivePersonalityLen">Characters that name, system prompt and extra add to the prompt.</param>
public sealed record BotRuntimeResponse(
    string ModelName, double Temperature, int MaxTokens, string BotName, int UiPromptExtraLen, int EffectivePersonalityLen)
{
    public static BotRuntimeResponse Of(BotRuntime runtime) => new(
        runtime.ModelName, runtime.Config.Temperature!.Value, runtime.MaxTokens, runtime.Config.BotName!,
        runtime.Config.UiPromptExtra!.Length, runtime.PersonalityLength);
}

/// <summary>The configuration in force, defaults filled in.</summary>
/// <param name="UpdatedAt">Null while nobody has changed anything.</param>
public sealed record BotConfigResponse(
    string SystemPrompt,
    double Temperature,
    DateTimeOffset? UpdatedAt,
    string BotName,
    string UiPromptExtra,
    string WelcomeMessage,
    string ThemeColor,
    IReadOnlyList<string> Starters,
    string InputPlaceholder,
    string ContactText,
    string Language)
{
    public static BotConfigResponse Of(BotConfig config) => new(
        config.SystemPrompt!,
        config.Temperature!.Value,
        config.UpdatedAt,
        config.BotName!,
        config.UiPromptExtra!,
        config.WelcomeMessage!,
        config.ThemeColor!,
        config.Starters!,
        config.InputPlaceholder!,
        config.ContactText!,
        config.Language);
}

/// <summary>What a widget needs before the first question.</summary>
public sealed record PublicBotResponse(
    string BotName, string WelcomeMessage, string ThemeColor, IReadOnlyList<string> Starters, string InputPlaceholder, bool IsActive)
{
    public static PublicBotResponse Of(PublicBot bot) => new(
        bot.Config.BotName!, bot.Config.WelcomeMessage!, bot.Config.ThemeColor!, bot.Config.Starters!, bot.Config.InputPlaceholder!, bot.IsActive);
}
