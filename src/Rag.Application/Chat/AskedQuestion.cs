using Rag.Domain.Bots;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <param name="IsNew">Whether the conversation begins with this question, so that there is nothing to recall.</param>
internal sealed record AskedQuestion(string Text, ConversationId Conversation, bool IsNew, BotConfig Config)
{
    /// <summary>Answered like any other, but nothing of it is stored.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The site that it comes from; null when that is not known.</summary>
    public string? Origin { get; init; }
}
