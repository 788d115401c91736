using System.Runtime.CompilerServices;
using Rag.Application.Bots;
using Rag.Domain.Bots;

namespace Rag.Api.Bot;

/// <summary>Fields to change. One that is absent stays as it is; an explicit null clears it to its default.</summary>
/// <remarks>The serializer calls the setter of a field that is in the body, null or not, and of no other: that is how the two are told apart.</remarks>
public sealed class BotConfigRequest
{
    private readonly HashSet<string> _given = [];

    /// <summary>Tone and task, up to 8000 characters.</summary>
    /// <example>Eres amable y hablas de usted.</example>
    public string? SystemPrompt { get; set => field = Given(value); }

    /// <summary>0 to 1.</summary>
    /// <example>0.3</example>
    public double? Temperature { get; set => field = Given(value); }

    /// <summary>Up to 100 characters.</summary>
    /// <example>Ana</example>
    public string? BotName { get; set => field = Given(value); }

    /// <summary>More of the prompt, up to 3000 characters.</summary>
    /// <example>Responde en dos frases.</example>
    public string? UiPromptExtra { get; set => field = Given(value); }

    /// <summary>Up to 500 characters.</summary>
    /// <example>¡Hola! ¿En qué puedo ayudarte?</example>
    public string? WelcomeMessage { get; set => field = Given(value); }

    /// <summary>#rrggbb.</summary>
    /// <example>#2563eb</example>
    public string? ThemeColor { get; set => field = Given(value); }

    /// <summary>Questions to begin with: at most 6 of up to 120 characters each.</summary>
    public IReadOnlyList<string>? Starters { get; set => field = Given(value); }

    /// <summary>Up to 100 characters.</summary>
    /// <example>Escribe tu pregunta…</example>
    public string? InputPlaceholder { get; set => field = Given(value); }

    /// <summary>Whom to ask where the documents hold no answer, up to 300 characters.</summary>
    /// <example>Llámenos al 900 123 123.</example>
    public string? ContactText { get; set => field = Given(value); }

    /// <summary>es or en: the language of our own texts where the question's is unclear.</summary>
    /// <example>es</example>
    public string? Language { get; set => field = Given(value); }

    internal BotConfigChange ToChange() => new(
        new BotConfig
        {
            SystemPrompt = SystemPrompt,
            Temperature = Temperature,
            BotName = BotName,
            UiPromptExtra = UiPromptExtra,
            WelcomeMessage = WelcomeMessage,
            ThemeColor = ThemeColor,
            Starters = Starters,
            InputPlaceholder = InputPlaceholder,
            ContactText = ContactText,
            Language = Language ?? BotConfig.DefaultLanguage,
        },
        _given);

    private T Given<T>(T value, [CallerMemberName] string name = "")
    {
        _given.Add(name);
        return value;
    }
}
