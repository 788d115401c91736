using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>How one answer came about.</summary>
public sealed record GetTrace(string MessageId) : IRequest<Result<AnswerTrace>>;

internal sealed class GetTraceHandler(ITraceRepository traces, IConversationRepository conversations) : IRequestHandler<GetTrace, Result<AnswerTrace>>
{
    public async Task<Result<AnswerTrace>> Handle(GetTrace request, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(request.MessageId, "D", out var id))
        {
            return ConversationErrors.AnswerNotFound();
        }

        if (await traces.FindAsync(new MessageId(id), cancellationToken) is { } trace)
        {
            return trace;
        }

        return await conversations.FindMessageAsync(new MessageId(id), cancellationToken) is { Role: MessageRole.Assistant }
            ? ConversationErrors.TraceNotFound()
            : ConversationErrors.AnswerNotFound();
    }
}
