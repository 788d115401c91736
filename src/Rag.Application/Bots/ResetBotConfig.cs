using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>Everything back to its default.</summary>
public sealed record ResetBotConfig : IRequest<Result<BotConfig>>;

internal sealed class ResetBotConfigHandler(BotConfigWriter writer) : IRequestHandler<ResetBotConfig, Result<BotConfig>>
{
    public Task<Result<BotConfig>> Handle(ResetBotConfig request, CancellationToken cancellationToken) =>
        writer.WriteAsync(stored => new BotConfig { Revision = stored.Revision }, revisions: null, cancellationToken);
}
