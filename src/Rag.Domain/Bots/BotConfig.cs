namespace Rag.Domain.Bots;

/// <summary>What an admin can change about the assistant. A null field is at its default.</summary>
public sealed record BotConfig
{
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

    public string? ContactText { get; init; }

    /// <summary>es or en: the language of our own texts where the question's is unclear.</summary>
    public string Language { get; init; } = "es";

    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>Whether visitors get answers.</summary>
public sealed record BotState(bool IsActive, DateTimeOffset? LastActivity);
