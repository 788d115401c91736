using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>The configuration as an admin stored it: a field at its default is null.</summary>
public sealed record GetStoredBotConfig : IRequest<Result<BotConfig>>;

internal sealed class GetStoredBotConfigHandler(CurrentBot bot) : IRequestHandler<GetStoredBotConfig, Result<BotConfig>>
{
    public async Task<Result<BotConfig>> Handle(GetStoredBotConfig request, CancellationToken cancellationToken) =>
        await bot.FindStoredAsync(cancellationToken);
}
