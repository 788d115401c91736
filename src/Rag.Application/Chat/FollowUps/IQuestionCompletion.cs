using Rag.Domain.Conversations;

namespace Rag.Application.Chat.FollowUps;

/// <summary>Makes a follow-up question one that can be looked for without the conversation before it.</summary>
internal interface IQuestionCompletion
{
    /// <param name="asked">As the visitor asked it.</param>
    /// <param name="history">The conversation before it, oldest first.</param>
    /// <param name="cancellationToken">The visitor's.</param>
    /// <returns>What to look for, on its own; the question itself where it needs nothing. Data for retrieval, never shown to the visitor.</returns>
    Task<string> CompleteAsync(AskedQuestion asked, IReadOnlyList<Message> history, CancellationToken cancellationToken);
}
