using Rag.Application.Chat;
using Rag.Domain.Conversations;

namespace Rag.Api.Chat;

/// <param name="Sources">What the answer was given to stand on; none for a question.</param>
public sealed record HistoryItem(
    string MessageId, MessageRole Role, string Content, DateTimeOffset Timestamp, IReadOnlyList<SourceItem> Sources);

/// <param name="Rating" example="up"><c>up</c> or <c>down</c>.</param>
/// <param name="Comment">At most 1000 characters.</param>
public sealed record FeedbackRequest(string ConversationId, string MessageId, string Rating, string? Comment);

/// <param name="Page">1-based.</param>
/// <param name="Text">The passage, as it stands on the page.</param>
/// <param name="Before">What stands before it on the page.</param>
/// <param name="After">What stands after it.</param>
/// <param name="Url">Opens the document for 10 minutes; null where visitors may not.</param>
public sealed record SourceResponse(string Filename, int Page, string Text, string Before, string After, string? Url);

internal static class ConversationShapes
{
    public static HistoryItem ToItem(this Message message) => new(
        message.Id.ToString(), message.Role, message.Content, message.Timestamp, [.. message.Sources.Select(ChatEvents.ToItem)]);

    public static SourceResponse ToResponse(this OpenedSource source, string? url) =>
        new(source.FileName, source.Page, source.Text, source.Before, source.After, url);
}
