using Rag.Application.Passages;

namespace Rag.Application.Retrieval;

internal static class ModelLanguages
{
    private const string Multilingual = "multilingual";

    /// <summary>False only where the question's language is plain and the model says that it was trained on others.</summary>
    public static bool Reads(this IEmbeddingModel model, string question) =>
        model.Languages.Count == 0
        || model.Languages.Contains(Multilingual, StringComparer.OrdinalIgnoreCase)
        || LanguageGuess.Of(question) is not { } language
        || model.Languages.Contains(CodeOf(language), StringComparer.OrdinalIgnoreCase);

    private static string CodeOf(TextLanguage language) => language switch
    {
        TextLanguage.Spanish => "es",
        TextLanguage.English => "en",
    };
}
