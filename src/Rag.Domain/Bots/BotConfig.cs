namespace Rag.Domain.Bots;

/// <summary>What an admin can change about the assistant. A null field is at its default.</summary>
public sealed record BotConfig
{
    public const string DefaultLanguage = "es";

    public string? SystemPrompt { get; init; }

    /// <summary>0..1.</summary>
    public double? Temperature { get; init; }

    public string? BotName { get; init; }

    public string? UiPromptExtra { get; init; }

    public string? WelcomeMessage { get; init; }

    /// <summary>#rrggbb.</summary>
    public string? ThemeColor { get; init; }

    public IReadOnlyList<string>? Starters { get; init; }

    public string? InputPlaceholder { get; init; }

    /// <summary>Whom to ask where the documents hold no answer; said with every such refusal.</summary>
    public string? ContactText { get; init; }

    /// <summary>es or en: the language of our own texts where the question's is unclear.</summary>
    public string Language { get; init; } = DefaultLanguage;

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Which stored state this one was made from, 0 for none; a store refuses to overwrite another.</summary>
    public long Revision { get; init; }
}

/// <summary>Whether visitors get answers.</summary>
/// <param name="LastActivity">The last question, answer or switch; null before the first.</param>
public sealed record BotState(bool IsActive, DateTimeOffset? LastActivity);
