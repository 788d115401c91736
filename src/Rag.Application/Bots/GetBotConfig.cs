using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>The configuration in force.</summary>
public sealed record GetBotConfig : IRequest<Result<BotConfig>>;

internal sealed class GetBotConfigHandler(CurrentBot bot) : IRequestHandler<GetBotConfig, Result<BotConfig>>
{
    public async Task<Result<BotConfig>> Handle(GetBotConfig request, CancellationToken cancellationToken) =>
        await bot.GetConfigAsync(cancellationToken);
}
