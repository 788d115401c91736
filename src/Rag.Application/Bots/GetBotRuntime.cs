using MediatR;
using Microsoft.Extensions.Options;
using Rag.Application.Chat;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>What the next answer will be made with.</summary>
public sealed record GetBotRuntime : IRequest<Result<BotRuntime>>;

/// <param name="Config">In force, without a null but UpdatedAt.</param>
/// <param name="PersonalityLength">Characters that name, tone and form add to the prompt.</param>
public sealed record BotRuntime(string ModelName, int MaxTokens, BotConfig Config, int PersonalityLength);

internal sealed class GetBotRuntimeHandler(CurrentBot bot, IAnswerWriter writer, IOptions<ModelOptions> model)
    : IRequestHandler<GetBotRuntime, Result<BotRuntime>>
{
    public async Task<Result<BotRuntime>> Handle(GetBotRuntime request, CancellationToken cancellationToken)
    {
        var config = await bot.GetConfigAsync(cancellationToken);
        return new BotRuntime(writer.Name, model.Value.MaxTokens, config, AnswerPrompt.PersonalityOf(config).Length);
    }
}
