using FluentValidation;
using MediatR;
using Rag.Application.Chat;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Bots;

/// <summary>
/// The answer as visitors would get it with another configuration. Nothing is stored, and it works while the bot is off: that is
/// when one tries things out.
/// </summary>
/// <param name="Config">On top of the stored one; null for that alone.</param>
public sealed record PreviewAnswer(string? Input, BotConfigChange? Config) : IRequest<Result<IAsyncEnumerable<AnswerEvent>>>;

internal sealed class PreviewAnswerValidator : AbstractValidator<PreviewAnswer>
{
    public PreviewAnswerValidator()
    {
        RuleFor(preview => preview.Input).MustBeAQuestion();
        RuleFor(preview => preview.Config!.Values).SetValidator(new BotConfigRules())
            .When(preview => preview.Config is not null).OverridePropertyName(nameof(PreviewAnswer.Config));
    }
}

internal sealed class PreviewAnswerHandler(CurrentBot bot, IEmbeddingModel embedder, AnswerStream stream)
    : IRequestHandler<PreviewAnswer, Result<IAsyncEnumerable<AnswerEvent>>>
{
    public async Task<Result<IAsyncEnumerable<AnswerEvent>>> Handle(PreviewAnswer request, CancellationToken cancellationToken)
    {
        if (embedder.Refusal() is { } refusal)
        {
            return refusal;
        }

        var stored = await bot.FindStoredAsync(cancellationToken);
        var asked = new AskedQuestion(
            QuestionText.Clean(request.Input!),
            new ConversationId(RandomIds.NewKey()),
            IsNew: true,
            bot.WithDefaults(request.Config?.ApplyTo(stored) ?? stored))
        {
            IsPreview = true,
        };
        return Result<IAsyncEnumerable<AnswerEvent>>.Success(stream.RunAsync(asked, cancellationToken));
    }
}
