using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>
/// Removes a conversation and all that belongs to it. An answer that is being given in it reaches its reader and is not stored,
/// because its question is gone; a later question begins the conversation anew.
/// </summary>
public sealed record DeleteConversation(string Id) : IRequest<Result>;

internal sealed class DeleteConversationHandler(IConversationRepository conversations) : IRequestHandler<DeleteConversation, Result>
{
    public async Task<Result> Handle(DeleteConversation request, CancellationToken cancellationToken) =>
        ConversationId.Find(request.Id) is { } id && await conversations.DeleteAsync(id, cancellationToken)
            ? Result.Success
            : ConversationErrors.ConversationNotFound();
}
