using System.Text.RegularExpressions;
using FluentValidation;
using Rag.Domain.Bots;

namespace Rag.Application.Bots;

/// <summary>What the fields of a configuration may be. Null is always good: it stands for the default.</summary>
internal sealed partial class BotConfigRules : AbstractValidator<BotConfig>
{
    public const int LongestSystemPrompt = 8000;
    public const int LongestBotName = 100;
    public const int LongestUiPromptExtra = 3000;

    private const int MostStarters = 6;

    public BotConfigRules()
    {
        RuleFor(config => config.Temperature).InclusiveBetween(0, 1);
        AtMost(RuleFor(config => config.SystemPrompt), LongestSystemPrompt);
        AtMost(RuleFor(config => config.BotName), LongestBotName);
        AtMost(RuleFor(config => config.UiPromptExtra), LongestUiPromptExtra);
        AtMost(RuleFor(config => config.WelcomeMessage), 500);
        AtMost(RuleFor(config => config.InputPlaceholder), 100);
        AtMost(RuleFor(config => config.ContactText), 300);
        RuleFor(config => config.ThemeColor)
            .Must(color => color is null || Color().IsMatch(color))
            .WithErrorCode("invalid_color").WithMessage("Must be a colour such as #2563eb.");
        RuleFor(config => config.Language)
            .Must(language => language is "es" or "en")
            .WithErrorCode("invalid_choice").WithMessage("Must be es or en.");
        RuleFor(config => config.Starters)
            .Must(starters => starters is null || starters.Count <= MostStarters)
            .WithErrorCode("too_long").WithMessage($"Must have at most {MostStarters} entries.");
        AtMost(
            RuleForEach(config => config.Starters)
                .Must(starter => !string.IsNullOrWhiteSpace(starter)).WithErrorCode("string_too_short").WithMessage("Must not be empty."),
            120);
    }

    // In Unicode characters, as people count: an emoji is not two.
    private static void AtMost<T>(IRuleBuilder<BotConfig, T> rule, int most)
        where T : class? =>
        rule.Must((_, text, context) =>
            {
                context.MessageFormatter.AppendArgument("MaxLength", most);
                return text is not string given || given.EnumerateRunes().Count() <= most;
            })
            .WithErrorCode("string_too_long").WithMessage("Must have at most {MaxLength} characters.");

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Color();
}
