using FluentValidation;
using MediatR;
using Rag.Domain.Results;

namespace Rag.Application.Chat;

/// <summary>Conversations for an admin, the one with the latest message first.</summary>
/// <param name="Search">Part of a message; plain text.</param>
/// <param name="From">A message of this day or instant, or later.</param>
/// <param name="To">A message of this day or instant, or earlier.</param>
/// <param name="Rating"><c>up</c> or <c>down</c>: an answer is rated so.</param>
public sealed record ListConversations(int Skip, int Limit, string? Search, string? From, string? To, string? Rating) : IRequest<Result<ConversationPage>>;

internal sealed class ListConversationsValidator : AbstractValidator<ListConversations>
{
    public ListConversationsValidator()
    {
        RuleFor(list => list.Skip).GreaterThanOrEqualTo(0);
        RuleFor(list => list.Limit).InclusiveBetween(1, 100);
        RuleFor(list => list.Search).MaximumLength(200);
        RuleFor(list => list.Rating).MustBeRating().When(list => !string.IsNullOrEmpty(list.Rating));
        this.RuleForSpan(list => list.From, list => list.To);
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
                DateBound.Until(request.To),
                RatingRule.Find(request.Rating)),
            cancellationToken);
}
