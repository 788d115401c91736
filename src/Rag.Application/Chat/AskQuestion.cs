using FluentValidation;
using MediatR;
using Rag.Application.Bots;
using Rag.Application.Retrieval;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>
/// Answers a question from the documents. All that refuses it is decided before the first event; retrieval happens inside the
/// stream, so that its first bytes leave at once, and what fails there is an <see cref="AnswerEvent.Failed"/>.
/// </summary>
/// <param name="Input">1 to 2000 Unicode characters once what is invisible is taken away.</param>
/// <param name="ConversationId">A UUID of any version. One that is not known begins that conversation; null begins a new one.</param>
/// <param name="Origin">The site that asks, such as https://www.example.com; null when that is not known.</param>
public sealed record AskQuestion(string? Input, string? ConversationId = null, string? Origin = null)
    : IRequest<Result<IAsyncEnumerable<AnswerEvent>>>;

internal sealed class AskQuestionValidator : AbstractValidator<AskQuestion>
{
    public AskQuestionValidator()
    {
        RuleFor(ask => ask.Input).MustBeAQuestion();
        RuleFor(ask => ask.ConversationId)
            .Must(id => id is null || Guid.TryParseExact(id, "D", out _))
            .WithErrorCode("uuid_parsing").WithMessage("The conversation id must be a UUID, such as 6f1f2a9e-3c1d-4b7a-9a55-2f6f0c5f8f11.");
    }
}

internal sealed class AskQuestionHandler(IBotRepository bots, CurrentBot bot, IEmbeddingModel embedder, AnswerStream stream)
    : IRequestHandler<AskQuestion, Result<IAsyncEnumerable<AnswerEvent>>>
{
    public async Task<Result<IAsyncEnumerable<AnswerEvent>>> Handle(AskQuestion request, CancellationToken cancellationToken)
    {
        if (await bots.GetStateAsync(cancellationToken) is { IsActive: false })
        {
            return ConversationErrors.BotInactive();
        }

        // At once and not after a wait: the client is told when to come back, and no connection is held meanwhile.
        if (embedder.Refusal() is { } refusal)
        {
            return refusal;
        }

        var config = await bot.GetConfigAsync(cancellationToken);
        var known = request.ConversationId is { } id ? Guid.ParseExact(id, "D") : (Guid?)null;
        var asked = new AskedQuestion(
            QuestionText.Clean(request.Input!),
            new ConversationId(known ?? RandomIds.NewKey()),
            IsNew: known is null,
            config)
        {
            Origin = request.Origin,
        };
        return Result<IAsyncEnumerable<AnswerEvent>>.Success(stream.RunAsync(asked, cancellationToken));
    }
}
