using MediatR;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Ends the session of an access token, and that of a refresh token of the same user where one is named.</summary>
public sealed record Logout(UserId UserId, Guid SessionId, string? RefreshToken) : IRequest<Result>;

internal sealed class LogoutHandler(ISessionRepository sessions, ITokenIssuer tokens, TimeProvider time) : IRequestHandler<Logout, Result>
{
    public async Task<Result> Handle(Logout request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await sessions.RevokeAsync(request.SessionId, now, cancellationToken);

        // A token that is broken or someone else's has nothing to end; whoever signs out need not hear of it.
        if (request.RefreshToken is { Length: > 0 } token
            && await tokens.ReadAsync(token, TokenType.Refresh) is { } claims
            && claims.UserId == request.UserId
            && claims.SessionId != request.SessionId)
        {
            await sessions.RevokeAsync(claims.SessionId, now, cancellationToken);
        }

        return Result.Success;
    }
}
