namespace Rag.Domain.Conversations;

/// <summary>Random, because knowing it opens the conversation.</summary>
public readonly record struct ConversationId(Guid Value)
{
    /// <summary>Null for what cannot be an id.</summary>
    public static ConversationId? Find(string text) => Guid.TryParseExact(text, "D", out var value) ? new ConversationId(value) : null;

    public override string ToString() => Value.ToString("D");
}

public readonly record struct MessageId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

public enum MessageRole
{
    User,
    Assistant,
}

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model was done.</summary>
    Stop,

    /// <summary>It reached the limit of tokens.</summary>
    Length,

    /// <summary>The documents do not hold the answer.</summary>
    NoAnswer,

    /// <summary>The client left.</summary>
    Cancelled,

    /// <summary>The model failed in the middle.</summary>
    Failed,
}

public sealed record TokenUsage(int PromptTokens, int CompletionTokens)
{
    public int TotalTokens => PromptTokens + CompletionTokens;
}

/// <summary>One turn of a conversation.</summary>
public sealed record Message
{
    public required MessageId Id { get; init; }

    public required ConversationId ConversationId { get; init; }

    public required MessageRole Role { get; init; }

    public required string Content { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Of a question: the site it was asked from, such as https://www.example.com; null when that is not known.</summary>
    public string? Origin { get; init; }

    /// <summary>Of an answer: the question that it answers.</summary>
    public MessageId? QuestionId { get; init; }

    public IReadOnlyList<Source> Sources { get; init; } = [];

    public TokenUsage? Usage { get; init; }

    public FinishReason? FinishReason { get; init; }

    /// <summary>From the question to the first word that was sent; null where none was.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }
}
