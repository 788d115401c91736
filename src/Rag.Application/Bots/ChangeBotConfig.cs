using FluentValidation;
using MediatR;
using Rag.Domain.Bots;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>Changes some fields of the configuration; in force for the next question.</summary>
/// <param name="Revisions">Those that the change may be made on; null: any.</param>
public sealed record ChangeBotConfig(BotConfigChange Change, IReadOnlySet<long>? Revisions = null) : IRequest<Result<BotConfig>>;

internal sealed class ChangeBotConfigValidator : AbstractValidator<ChangeBotConfig>
{
    public ChangeBotConfigValidator() =>
        RuleFor(change => change.Change.Values).SetValidator(new BotConfigRules()).OverridePropertyName("");
}

internal sealed class ChangeBotConfigHandler(BotConfigWriter writer) : IRequestHandler<ChangeBotConfig, Result<BotConfig>>
{
    public Task<Result<BotConfig>> Handle(ChangeBotConfig request, CancellationToken cancellationToken) =>
        writer.WriteAsync(request.Change.ApplyTo, request.Revisions, cancellationToken);
}
