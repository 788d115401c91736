using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>Removes the conversations that nobody has gone on with for as long as they are kept.</summary>
public sealed record RemoveOldConversations : IRequest<Result>;

internal sealed partial class RemoveOldConversationsHandler(
    IConversationRepository conversations, IOptions<ConversationOptions> options, TimeProvider time, ILogger<RemoveOldConversationsHandler> logger)
    : IRequestHandler<RemoveOldConversations, Result>
{
    /// <summary>Small, because questions that come meanwhile wait for one batch to be stored.</summary>
    internal const int Batch = 50;

    public async Task<Result> Handle(RemoveOldConversations request, CancellationToken cancellationToken)
    {
        if (options.Value.Retention == TimeSpan.Zero)
        {
            return Result.Success;
        }

        // Once and for all batches, so that it ends however long it takes.
        var before = time.GetUtcNow() - options.Value.Retention;
        var (total, removed) = (0, 0);
        do
        {
            removed = await conversations.DeleteOlderAsync(before, Batch, cancellationToken);
            total += removed;
        }
        while (removed == Batch);

        if (total > 0)
        {
            Removed(total);
        }

        return Result.Success;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conversations removed: older than they are kept")]
    private partial void Removed(int count);
}
