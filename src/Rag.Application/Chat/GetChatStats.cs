using MediatR;
using Rag.Application.Documents;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>How much the assistant is used and how it does. Previews are never stored, so they are in none of it.</summary>
public sealed record GetChatStats : IRequest<Result<ChatStats>>;

/// <param name="Documents">Those that are stored, whatever their state.</param>
public sealed record ChatStats(ConversationTotals Conversations, int Documents);

internal sealed class GetChatStatsHandler(IConversationRepository conversations, IDocumentRepository documents)
    : IRequestHandler<GetChatStats, Result<ChatStats>>
{
    public async Task<Result<ChatStats>> Handle(GetChatStats request, CancellationToken cancellationToken) => new ChatStats(
        await conversations.CountAsync(cancellationToken), (await documents.ListAsync(cancellationToken)).Count);
}
