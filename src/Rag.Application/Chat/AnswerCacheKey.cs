using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rag.Application.Chat;

/// <summary>
/// All that an answer is made from: who writes it, the bot's configuration, the conversation, the question and what it was made to
/// be looked for, without what does not change their meaning, and the passages with the versions of their documents. The passages were just looked for, so that a document
/// which is changed, deleted or new changes the key of exactly those answers that it changes (ADR 0015).
/// </summary>
internal static class AnswerCacheKey
{
    /// <summary>Raised where an answer is made differently from the same.</summary>
    private const int Format = 2;

    /// <returns>A hash: what was asked and answered cannot be read from it.</returns>
    public static string Of(AnswerTask task, IAnswerWriter writer, ModelOptions model)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Format}\n{writer.Name}\n{task.IsOverBudget}\n{task.Language}\n{task.Config.Revision}\n");
        text.Append(CultureInfo.InvariantCulture, $"{task.Config.Temperature}\n{model.MaxTokens}\n{Normalize(task.SearchedFor)}\n");
        foreach (var candidate in task.Retrieved.Kept)
        {
            text.Append(CultureInfo.InvariantCulture, $"{candidate.Passage.Chunk.Id}\n");
        }

        // The conversation and the passages as the model reads them; without the canary, which is another one in each process.
        foreach (var message in AnswerPrompt.Build(task with { Question = Normalize(task.Question) }, writer.CountTokens, canary: ""))
        {
            text.Append(CultureInfo.InvariantCulture, $"{message.Role}\n{message.Text.Length}\n{message.Text}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Accents stay: in Spanish they tell words apart (si, sí).
    private static string Normalize(string question)
    {
        var words = question.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToLowerInvariant().Trim('¿', '?', '¡', '!', '.', ' ');
    }
}
