using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>
/// What every <c>IChatClient</c> here, and every embedder elsewhere, throws when its provider fails, in our words: nothing of what the provider said is in it.
/// </summary>
public sealed class ModelException : Exception
{
    /// <param name="error">One of <see cref="Rag.Domain.Conversations.ConversationErrors"/>.</param>
    /// <param name="canRetry">Whether the same question may succeed later without anybody changing a setting.</param>
    public ModelException(Error error, bool canRetry)
        : base(error.Code) => (Error, CanRetry) = (error, canRetry);

    public Error Error { get; }

    public bool CanRetry { get; }
}
