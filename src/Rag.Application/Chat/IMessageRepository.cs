using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

public interface IMessageRepository
{
    /// <summary>
    /// Stores a message; one with a known id is overwritten. The answer to a question that is no longer there is not stored: its
    /// conversation was deleted while it was being given, and half of it must not come back.
    /// </summary>
    Task SaveAsync(Message message, CancellationToken cancellationToken);

    /// <summary>The last messages of a conversation, oldest first; none for an unknown id.</summary>
    Task<IReadOnlyList<Message>> ListLastAsync(ConversationId conversation, int count, CancellationToken cancellationToken);
}
