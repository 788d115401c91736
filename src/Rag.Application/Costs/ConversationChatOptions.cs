using Microsoft.Extensions.AI;
using Rag.Domain.Conversations;

namespace Rag.Application.Costs;

/// <summary>Options of a call that name the conversation whose cost it is. Nothing of it is sent.</summary>
public sealed class ConversationChatOptions : ChatOptions
{
    public ConversationChatOptions()
    {
    }

    private ConversationChatOptions(ConversationChatOptions other)
        : base(other) => Conversation = other.Conversation;

    /// <summary>Null where nothing is stored, as of a preview.</summary>
    public ConversationId? Conversation { get; init; }

    public override ChatOptions Clone() => new ConversationChatOptions(this);
}
