using FluentValidation;
using MediatR;
using Rag.Application.Retrieval;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>What visitors asked and the documents do not hold: what the next document should be about.</summary>
public sealed record GetUnanswered(int Skip, int Limit) : IRequest<Result<UnansweredPage>>;

/// <param name="Groups">The most asked first.</param>
/// <param name="Total">Groups on every page.</param>
/// <param name="Questions">How many were looked at, at most <see cref="GetUnansweredHandler.Most"/>: the latest.</param>
public sealed record UnansweredPage(IReadOnlyList<QuestionGroup> Groups, int Total, int Questions);

internal sealed class GetUnansweredValidator : AbstractValidator<GetUnanswered>
{
    public GetUnansweredValidator()
    {
        RuleFor(list => list.Skip).GreaterThanOrEqualTo(0);
        RuleFor(list => list.Limit).InclusiveBetween(1, 100);
    }
}

internal sealed class GetUnansweredHandler(IConversationFigures figures, ITextAnalyzer analyzer)
    : IRequestHandler<GetUnanswered, Result<UnansweredPage>>
{
    /// <summary>Each is compared with every group before it: about fifty milliseconds for a thousand that all differ.</summary>
    public const int Most = 1000;

    public async Task<Result<UnansweredPage>> Handle(GetUnanswered request, CancellationToken cancellationToken)
    {
        var questions = await figures.ListUnansweredAsync(Most, cancellationToken);
        var groups = QuestionGroups.Of(questions, analyzer);
        return new UnansweredPage([.. groups.Skip(request.Skip).Take(request.Limit)], groups.Count, questions.Count);
    }
}
