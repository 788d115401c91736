using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>Answers as visitors may reach them: knowing the message and its conversation.</summary>
internal sealed class KnownAnswers(IConversationRepository conversations)
{
    public async Task<Message?> FindAsync(string? conversationId, string? messageId, CancellationToken cancellationToken) =>
        Guid.TryParseExact(conversationId, "D", out var conversation)
        && Guid.TryParseExact(messageId, "D", out var id)
        && await conversations.FindMessageAsync(new MessageId(id), cancellationToken) is { Role: MessageRole.Assistant } message
        && message.ConversationId.Value == conversation
            ? message
            : null;
}
