using Rag.Application.Passages;
using Rag.Domain.Passages;

namespace Rag.Application.Retrieval;

/// <summary>What can be read of a question: by whom, and over which passages.</summary>
/// <param name="Language">Null where it is not plain.</param>
/// <param name="ModelReads">False: the embedding model does not know the question's language.</param>
internal readonly record struct QuestionReading(TextLanguage? Language, bool ModelReads)
{
    public static QuestionReading Of(string question, IEmbeddingModel model) => new(LanguageGuess.Of(question), model.Reads(question));

    /// <summary>Whether a passage is plainly in another language than the question: then the two share no words, and cosines run lower.</summary>
    public bool IsInAnother(Chunk passage) =>
        Language is { } own && LanguageGuess.Of(passage.Text) is { } other && other != own;
}
