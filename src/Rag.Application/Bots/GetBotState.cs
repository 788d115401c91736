using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>Whether visitors get answers.</summary>
public sealed record GetBotState : IRequest<Result<BotState>>;

internal sealed class GetBotStateHandler(IBotRepository bots) : IRequestHandler<GetBotState, Result<BotState>>
{
    public async Task<Result<BotState>> Handle(GetBotState request, CancellationToken cancellationToken) =>
        await bots.GetStateAsync(cancellationToken);
}
