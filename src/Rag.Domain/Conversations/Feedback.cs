namespace Rag.Domain.Conversations;

public enum Rating
{
    Up,
    Down,
}

/// <summary>What a reader thought of one answer. There is one for each answer; a later one takes its place.</summary>
public sealed record Feedback(MessageId MessageId, Rating Rating, string? Comment, DateTimeOffset RatedAt);
