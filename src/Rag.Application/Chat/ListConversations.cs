using FluentValidation;
using MediatR;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>Conversations for an admin, the one with the latest message first.</summary>
/// <param name="Search">Part of a message; plain text.</param>
/// <param name="From">A message of this day or instant, or later.</param>
/// <param name="To">A message of this day or instant, or earlier.</param>
public sealed record ListConversations(int Skip, int Limit, string? Search, string? From, string? To) : IRequest<Result<ConversationPage>>;

internal sealed class ListConversationsValidator : AbstractValidator<ListConversations>
{
    private const string NotABound = "Must be a date or an instant, such as 2026-03-31 or 2026-03-31T22:00:00Z.";

    public ListConversationsValidator()
    {
        RuleFor(list => list.Skip).GreaterThanOrEqualTo(0);
        RuleFor(list => list.Limit).InclusiveBetween(1, 100);
        RuleFor(list => list.Search).MaximumLength(200);
        RuleFor(list => list.From).Must(DateBound.IsOne).WithErrorCode("datetime").WithMessage(NotABound);
        RuleFor(list => list.To).Must(DateBound.IsOne).WithErrorCode("datetime").WithMessage(NotABound);
        RuleFor(list => list.From)
            .Must((list, from) => DateBound.From(from) is not { } first || DateBound.Until(list.To) is not { } end || first < end)
            .WithErrorCode("range").WithMessage("The range must not begin after its end.");
    }
}

internal sealed class ListConversationsHandler(IConversationRepository conversations)
    : IRequestHandler<ListConversations, Result<ConversationPage>>
{
    public async Task<Result<ConversationPage>> Handle(ListConversations request, CancellationToken cancellationToken) =>
        await conversations.SearchAsync(
            new ConversationSearch(
                request.Skip,
                request.Limit,
                string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim(),
                DateBound.From(request.From),
                DateBound.Until(request.To)),
            cancellationToken);
}
