using System.ComponentModel.DataAnnotations;

namespace Rag.Application.Bots;

/// <summary>What the assistant is before anybody has configured it, and where nobody has said otherwise. Lengths in UTF-16 units.</summary>
public sealed class BotOptions
{
    public const string Section = "Bot";

    /// <summary>Tone and task; none by default.</summary>
    [MaxLength(2 * BotConfigRules.LongestSystemPrompt)]
    public string? SystemPrompt { get; set; }

    /// <summary>A word of the configured language by default.</summary>
    [MaxLength(2 * BotConfigRules.LongestBotName)]
    public string? Name { get; set; }

    /// <summary>More of the same for one user interface; none by default.</summary>
    [MaxLength(2 * BotConfigRules.LongestUiPromptExtra)]
    public string? UiPromptExtra { get; set; }
}
