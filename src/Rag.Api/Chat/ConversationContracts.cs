using Rag.Api.Errors;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;

namespace Rag.Api.Chat;

/// <param name="Sources">What the answer was given to stand on; none for a question.</param>
public sealed record HistoryItem(
    string MessageId, MessageRole Role, string Content, DateTimeOffset Timestamp, IReadOnlyList<HistorySource> Sources);

/// <param name="Id">What [n] in the answer refers to.</param>
/// <param name="Page">1-based.</param>
/// <param name="Snippet">The beginning of the passage; empty where the document was removed.</param>
/// <param name="Score">Similarity on the embedding model's own scale, 0 to 1.</param>
/// <param name="Removed">The document has been deleted since the answer was given.</param>
/// <param name="Notice">That, as a sentence for the reader; null where it is still there.</param>
public sealed record HistorySource(
    int Id, string Filename, string DocumentId, int Page, string Snippet, double Score, bool Removed, string? Notice);

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
    public static HistoryItem ToItem(this Message message, IReadOnlySet<DocumentId> removed, Wording wording) => new(
        message.Id.ToString(), message.Role, message.Content, message.Timestamp,
        [.. message.Sources.Select(source => ToHistory(source, removed.Contains(source.DocumentId), wording))]);

    // A deleted document's words are not shown to whoever knows a conversation's id.
    private static HistorySource ToHistory(Source source, bool isRemoved, Wording wording)
    {
        var item = ChatEvents.ToItem(source);
        return new HistorySource(
            item.Id, item.Filename, item.DocumentId, item.Page, isRemoved ? "" : item.Snippet, item.Score, isRemoved,
            isRemoved ? wording.Say(Confirmations.DocumentRemoved()) : null);
    }

    public static SourceResponse ToResponse(this OpenedSource source, string? url) =>
        new(source.FileName, source.Page, source.Text, source.Before, source.After, url);
}
