using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Retrieval;

internal static class EmbeddingRefusal
{
    /// <summary>Why no question can be compared with the index now; null when one can.</summary>
    public static Error? Refusal(this IEmbeddingModel model) =>
        !model.IsLoaded ? model.Fault ?? ConversationErrors.EmbedderNotReady()
        : model.MissingModel is not null ? ConversationErrors.IndexNeedsRebuild()
        : null;
}
