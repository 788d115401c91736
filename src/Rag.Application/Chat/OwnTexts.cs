using Rag.Application.Passages;
using Rag.Domain.Bots;

namespace Rag.Application.Chat;

/// <summary>The sentences that we say ourselves, in the languages that we speak.</summary>
internal static class OwnTexts
{
    /// <summary>The question's language, or the bot's where the question does not show one of ours.</summary>
    public static TextLanguage LanguageFor(string question, BotConfig config) =>
        LanguageGuess.Of(question) ?? LanguageOf(config);

    public static TextLanguage LanguageOf(BotConfig config) => config.Language == "en" ? TextLanguage.English : TextLanguage.Spanish;

    public static string BotName(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "Asistente",
        TextLanguage.English => "Assistant",
    };

    public static string Welcome(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "¡Hola! ¿En qué puedo ayudarte?",
        TextLanguage.English => "Hello! How can I help you?",
    };

    public static string InputPlaceholder(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "Escribe tu pregunta…",
        TextLanguage.English => "Type your question…",
    };

    /// <summary>That the documents do not hold the answer, and whom to ask instead.</summary>
    public static string NoAnswer(TextLanguage language, BotConfig config)
    {
        var refusal = language switch
        {
            TextLanguage.Spanish => "No he encontrado en los documentos nada que responda a tu pregunta.",
            TextLanguage.English => "I found nothing in the documents that answers your question.",
        };
        return string.IsNullOrWhiteSpace(config.ContactText) ? refusal : $"{refusal} {config.ContactText.Trim()}";
    }

    /// <summary>Begins an answer that quotes, and says that it does.</summary>
    public static string QuoteFrame(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "Los documentos dicen:",
        TextLanguage.English => "The documents say:",
    };

    /// <summary>The same where a language model would have answered.</summary>
    public static string QuoteFrameOverBudget(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "El asistente ha llegado a su límite de uso de hoy, así que cito los documentos tal cual. Dicen:",
        TextLanguage.English => "The assistant has reached its usage limit for today, so I quote the documents as they are. They say:",
    };

    /// <summary>In the place of an address that an answer may not hold.</summary>
    public static string LinkRemoved(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "(enlace retirado)",
        TextLanguage.English => "(link removed)",
    };

    public static string Quote(TextLanguage language, string sentence) => language switch
    {
        TextLanguage.Spanish => $"«{sentence}»",
        TextLanguage.English => $"“{sentence}”",
    };
}
