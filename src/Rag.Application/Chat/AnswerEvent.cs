using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>What happens while an answer is given, in the order in which it happens.</summary>
public abstract record AnswerEvent
{
    /// <summary>First.</summary>
    public sealed record Started(ConversationId ConversationId, MessageId MessageId, string Model) : AnswerEvent;

    /// <summary>What the answer may stand on, before its first word.</summary>
    public sealed record SourcesFound(IReadOnlyList<Source> Sources) : AnswerEvent;

    public sealed record Token(string Text) : AnswerEvent;

    /// <summary>After the last token.</summary>
    public sealed record Cited(Citation Citation) : AnswerEvent;

    public sealed record Used(TokenUsage Usage) : AnswerEvent;

    /// <summary>Last, unless it failed.</summary>
    public sealed record Finished(FinishReason Reason, MessageId MessageId, IReadOnlyList<int> Citations) : AnswerEvent;

    /// <summary>Last.</summary>
    public sealed record Failed(Error Error, bool CanRetry) : AnswerEvent;
}
