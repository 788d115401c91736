using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>A conversation as an admin reads it: what was said, and what the visitor thought of the answers.</summary>
public sealed record GetConversation(string Id) : IRequest<Result<Conversation>>;

/// <param name="Messages">The last ones, oldest first.</param>
/// <param name="Total">Messages of the whole conversation.</param>
/// <param name="Feedback">By the answer that it is about.</param>
/// <param name="Removed">Documents among the sources that have been deleted since.</param>
public sealed record Conversation(
    ConversationId Id, IReadOnlyList<Message> Messages, int Total, IReadOnlyDictionary<MessageId, Feedback> Feedback, IReadOnlySet<DocumentId> Removed);

internal sealed class GetConversationHandler(IMessageRepository messages, IConversationRepository conversations, RemovedDocuments removed)
    : IRequestHandler<GetConversation, Result<Conversation>>
{
    // As many as the history gives at once; a longer one is a machine's, and the export has all of it.
    private const int Most = 1000;

    public async Task<Result<Conversation>> Handle(GetConversation request, CancellationToken cancellationToken)
    {
        if (ConversationId.Find(request.Id) is not { } id || await messages.ListLastAsync(id, Most, cancellationToken) is not { Count: > 0 } last)
        {
            return ConversationErrors.ConversationNotFound();
        }

        var feedback = await conversations.ListFeedbackAsync(id, cancellationToken);
        return new Conversation(
            id, last, await conversations.CountMessagesAsync(id, cancellationToken), feedback.ToDictionary(one => one.MessageId),
            await removed.FindAsync(last, cancellationToken));
    }
}
