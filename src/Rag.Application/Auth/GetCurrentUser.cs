using MediatR;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>The user of a session, as stored now; refused when the session has ended or the user may not sign in any more.</summary>
public sealed record GetCurrentUser(UserId UserId, Guid SessionId) : IRequest<Result<User>>;

internal sealed class GetCurrentUserHandler(IUserRepository users, ISessionRepository sessions, TimeProvider time)
    : IRequestHandler<GetCurrentUser, Result<User>>
{
    public async Task<Result<User>> Handle(GetCurrentUser request, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(request.SessionId, cancellationToken);
        if (session is null || !session.IsOpen(time.GetUtcNow()))
        {
            return UserErrors.InvalidToken();
        }

        return await users.FindAsync(request.UserId, cancellationToken) is { } user && user.Allows(session) ? user : UserErrors.InvalidToken();
    }
}
