using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>Switches the bot on or off.</summary>
/// <param name="IsActive">Null: to what it is not.</param>
public sealed record ChangeBotState(bool? IsActive) : IRequest<Result<BotState>>;

internal sealed partial class ChangeBotStateHandler(IBotRepository bots, TimeProvider time, ILogger<ChangeBotStateHandler> logger)
    : IRequestHandler<ChangeBotState, Result<BotState>>
{
    public async Task<Result<BotState>> Handle(ChangeBotState request, CancellationToken cancellationToken)
    {
        var state = request.IsActive is { } isActive
            ? await SetAsync(isActive, cancellationToken)
            : await bots.ToggleAsync(time.GetUtcNow(), cancellationToken);
        BotSwitched(state.IsActive);
        return state;
    }

    private async Task<BotState> SetAsync(bool isActive, CancellationToken cancellationToken)
    {
        var state = new BotState(isActive, time.GetUtcNow());
        await bots.SaveStateAsync(state, cancellationToken);
        return state;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Bot switched; active: {IsActive}")]
    private partial void BotSwitched(bool isActive);
}
