using MediatR;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

/// <param name="By">Who asks for it.</param>
public sealed record DeleteUser(UserId By, string Id) : IRequest<Result>;

internal sealed class DeleteUserHandler(IUserRepository users) : IRequestHandler<DeleteUser, Result>
{
    public async Task<Result> Handle(DeleteUser request, CancellationToken cancellationToken) =>
        UserId.Find(request.Id) is not { } id ? UserErrors.NotFound()
        : id == request.By ? await users.RefuseOwnAccountAsync(cancellationToken)
        : await users.DeleteAsync(id, cancellationToken);
}
