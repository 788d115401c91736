using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>What a widget shows to visitors before the first question.</summary>
public sealed record GetPublicBot : IRequest<Result<PublicBot>>;

public sealed record PublicBot(BotConfig Config, bool IsActive);

internal sealed class GetPublicBotHandler(CurrentBot bot, IBotRepository bots) : IRequestHandler<GetPublicBot, Result<PublicBot>>
{
    public async Task<Result<PublicBot>> Handle(GetPublicBot request, CancellationToken cancellationToken)
    {
        var state = await bots.GetStateAsync(cancellationToken);
        return new PublicBot(await bot.GetConfigAsync(cancellationToken), state.IsActive);
    }
}
