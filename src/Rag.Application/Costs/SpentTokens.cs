using Rag.Domain.Conversations;

namespace Rag.Application.Costs;

public enum ModelCallKind
{
    /// <summary>The language model.</summary>
    Chat,

    /// <summary>An embedder elsewhere.</summary>
    Embedding,
}

/// <summary>What one call to a model elsewhere took, whether it came to its end or not.</summary>
/// <param name="Model">The configured name.</param>
/// <param name="Prompt">Tokens that were sent.</param>
/// <param name="Completion">Tokens that came back; none of embeddings.</param>
/// <param name="IsEstimated">Counted here, because the provider told nothing.</param>
/// <param name="Conversation">That it was made for; null for a preview and for documents.</param>
public sealed record SpentTokens(
    DateTimeOffset At, ModelCallKind Kind, string Model, int Prompt, int Completion, bool IsEstimated, ConversationId? Conversation);
