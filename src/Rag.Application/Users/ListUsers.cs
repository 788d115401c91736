using FluentValidation;
using MediatR;
using Rag.Domain.Results;

namespace Rag.Application.Users;

/// <param name="Search">Part of an address or a user name; plain text.</param>
/// <param name="Role">admin, user, or null for both.</param>
public sealed record ListUsers(int Skip, int Limit, string? Search, string? Role, bool? IsActive) : IRequest<Result<UserPage>>;

internal sealed class ListUsersValidator : AbstractValidator<ListUsers>
{
    public ListUsersValidator()
    {
        RuleFor(list => list.Skip).GreaterThanOrEqualTo(0);
        RuleFor(list => list.Limit).InclusiveBetween(1, 100);
        RuleFor(list => list.Search).MaximumLength(320);
        RuleFor(list => list.Role).Must(role => role is null or "admin" or "user").WithErrorCode("enum").WithMessage("Must be admin or user.");
    }
}

internal sealed class ListUsersHandler(IUserRepository users) : IRequestHandler<ListUsers, Result<UserPage>>
{
    public async Task<Result<UserPage>> Handle(ListUsers request, CancellationToken cancellationToken) => await users.SearchAsync(
        new UserSearch(
            request.Skip,
            request.Limit,
            string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim(),
            request.Role is null ? null : request.Role == "admin",
            request.IsActive),
        cancellationToken);
}
