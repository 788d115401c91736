using Rag.Api.Errors;
using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat;

/// <param name="Total">Messages of the whole conversation.</param>
/// <param name="Messages">The last 1000, oldest first.</param>
public sealed record ConversationResponse(string ConversationId, int Total, IReadOnlyList<ConversationMessage> Messages)
{
    internal static ConversationResponse Of(Conversation conversation, Wording wording) => new(
        conversation.Id.ToString(), conversation.Total,
        [.. conversation.Messages.Select(message => ConversationMessage.Of(
            message, conversation.Feedback.GetValueOrDefault(message.Id), message.ToItem(conversation.Removed, wording)))]);
}

/// <param name="Sources">What the answer was given to stand on; none for a question.</param>
/// <param name="FinishReason">Why the answer ended: as in <c>done</c>, or <c>failed</c>; null for a question.</param>
/// <param name="Feedback">Null where it was not rated.</param>
public sealed record ConversationMessage(
    string MessageId, MessageRole Role, string Content, DateTimeOffset Timestamp, IReadOnlyList<HistorySource> Sources,
    FinishReason? FinishReason, AnswerFeedback? Feedback)
{
    internal static ConversationMessage Of(Message message, Feedback? feedback, HistoryItem item) => new(
        item.MessageId, item.Role, item.Content, item.Timestamp, item.Sources, message.FinishReason,
        feedback is null ? null : new AnswerFeedback(feedback.Rating, feedback.Comment, feedback.RatedAt));
}

/// <param name="Rating" example="down"><c>up</c> or <c>down</c>.</param>
/// <param name="Comment">What the visitor wrote; null where nothing.</param>
public sealed record AnswerFeedback(Rating Rating, string? Comment, DateTimeOffset RatedAt);
