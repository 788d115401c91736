using FluentValidation;
using MediatR;
using Rag.Domain.Conversations;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>What a visitor thought of an answer. The last rating counts.</summary>
/// <param name="Rating"><c>up</c> or <c>down</c>.</param>
public sealed record RateAnswer(string? ConversationId, string? MessageId, string? Rating, string? Comment) : IRequest<Result>;

internal sealed class RateAnswerValidator : AbstractValidator<RateAnswer>
{
    private const int LongestComment = 1000;

    public RateAnswerValidator()
    {
        RuleFor(rate => rate.ConversationId).NotNull();
        RuleFor(rate => rate.MessageId).NotNull();
        RuleFor(rate => rate.Rating).MustBeRating();
        RuleFor(rate => rate.Comment).MaximumLength(LongestComment);
    }
}

internal sealed class RateAnswerHandler(KnownAnswers answers, IConversationRepository conversations, TimeProvider time)
    : IRequestHandler<RateAnswer, Result>
{
    public async Task<Result> Handle(RateAnswer request, CancellationToken cancellationToken)
    {
        if (await answers.FindAsync(request.ConversationId, request.MessageId, cancellationToken) is not { } answer)
        {
            return ConversationErrors.MessageNotFound();
        }

        var feedback = new Feedback(answer.Id, RatingRule.Find(request.Rating)!.Value, request.Comment, time.GetUtcNow());
        return await conversations.SaveFeedbackAsync(feedback, cancellationToken) ? Result.Success : ConversationErrors.MessageNotFound();
    }
}
