using FluentValidation;
using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>The last messages of a conversation for whoever knows its id.</summary>
public sealed record GetHistory(string ConversationId, int Limit) : IRequest<Result<History>>;

/// <param name="Messages">Oldest first.</param>
/// <param name="Total">Messages of the whole conversation.</param>
/// <param name="Removed">Documents among the sources that have been deleted since.</param>
public sealed record History(IReadOnlyList<Message> Messages, int Total, IReadOnlySet<DocumentId> Removed);

internal sealed class GetHistoryValidator : AbstractValidator<GetHistory>
{
    public GetHistoryValidator() => RuleFor(get => get.Limit).InclusiveBetween(1, 1000);
}

internal sealed class GetHistoryHandler(IMessageRepository messages, IConversationRepository conversations, RemovedDocuments removed)
    : IRequestHandler<GetHistory, Result<History>>
{
    public async Task<Result<History>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        // What cannot be an id is the id of no conversation.
        if (!Guid.TryParseExact(request.ConversationId, "D", out var id))
        {
            return new History([], 0, new HashSet<DocumentId>());
        }

        var conversation = new ConversationId(id);
        var last = await messages.ListLastAsync(conversation, request.Limit, cancellationToken);
        return new History(
            last, await conversations.CountMessagesAsync(conversation, cancellationToken), await removed.FindAsync(last, cancellationToken));
    }
}
