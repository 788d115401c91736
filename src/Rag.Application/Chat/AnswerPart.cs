using Rag.Application.Passages;
using Rag.Application.Retrieval;
using Rag.Domain.Bots;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>A question with everything that its answer is made from.</summary>
/// <param name="Language">Of our own sentences.</param>
/// <param name="History">The conversation before this question, oldest first.</param>
internal sealed record AnswerTask(
    string Question, TextLanguage Language, RetrievedPassages Retrieved, IReadOnlyList<Message> History, BotConfig Config)
{
    /// <summary>What the passages were looked for with: the question, made self-contained where it was not.</summary>
    public string SearchedFor { get; init; } = Question;

    /// <summary>Null for a preview.</summary>
    public ConversationId? Conversation { get; init; }

    /// <summary>LOCAL answers in the language model's place, and says so.</summary>
    public bool IsOverBudget { get; init; }
}

/// <summary>A piece of an answer as it is being written.</summary>
internal abstract record AnswerPart
{
    /// <summary>A prompt is about to be sent; of this size, estimated.</summary>
    public sealed record Prompted(int Tokens) : AnswerPart;

    /// <summary>What follows was answered before, and costs nothing now.</summary>
    public sealed record Recalled : AnswerPart;

    public sealed record Text(string Value) : AnswerPart;

    /// <summary>What the model's provider counted.</summary>
    public sealed record Counted(TokenUsage Usage) : AnswerPart;

    /// <summary>Last.</summary>
    public sealed record Ended(FinishReason Reason) : AnswerPart;
}

/// <summary>Writes answers: a language model, or the documents' own sentences.</summary>
internal interface IAnswerWriter
{
    /// <summary>What clients are told about who answers.</summary>
    string Name { get; }

    /// <summary>Tokens of a text to this writer; 0 where it costs none.</summary>
    int CountTokens(string text);

    /// <summary>Hands on each piece as it is made. <see cref="FinishReason.NoAnswer"/> without a text: nothing fits.</summary>
    /// <exception cref="ModelException">The model failed.</exception>
    IAsyncEnumerable<AnswerPart> WriteAsync(AnswerTask task, CancellationToken cancellationToken);
}
