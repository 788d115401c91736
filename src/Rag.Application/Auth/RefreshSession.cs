using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Spends a refresh token for a new pair.</summary>
public sealed record RefreshSession(string? RefreshToken) : IRequest<Result<TokenPair>>;

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(refresh => refresh.RefreshToken)
        .NotNull().WithErrorCode("missing")
        .NotEmpty().MaximumLength(8192);
}

internal sealed partial class RefreshSessionHandler(
    IUserRepository users, ISessionRepository sessions, ITokenIssuer tokens, SessionClock clock, ILogger<RefreshSessionHandler> logger)
    : IRequestHandler<RefreshSession, Result<TokenPair>>
{
    public async Task<Result<TokenPair>> Handle(RefreshSession request, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(request.RefreshToken!, TokenType.Refresh) is not { } claims
            || await FindOpenAsync(claims.SessionId, cancellationToken) is not { } session
            || await users.FindAsync(session.UserId, cancellationToken) is not { } user
            || !user.Allows(session))
        {
            return UserErrors.InvalidToken();
        }

        if (claims.TokenId == session.RefreshTokenId)
        {
            var rotated = clock.Rotate(session);
            if (await sessions.RotateAsync(rotated, spending: claims.TokenId, cancellationToken))
            {
                return tokens.Issue(user, rotated);
            }

            // Another request spent the same token between our reading and our writing. What it bought is what we return too.
            if (await FindOpenAsync(session.Id, cancellationToken) is not { } current)
            {
                return UserErrors.InvalidToken();
            }

            session = current;
        }

        if (session.IsWithinGrace(claims.TokenId, clock.Now))
        {
            return tokens.Issue(user, session);
        }

        // Two hold tokens of one family: one of them stole it, and nobody can tell which. Both must sign in again.
        await sessions.RevokeAsync(session.Id, clock.Now, cancellationToken);
        SpentTokenUsedAgain(session.Id);
        return UserErrors.InvalidToken();
    }

    private async Task<Session?> FindOpenAsync(Guid id, CancellationToken cancellationToken) =>
        await sessions.FindAsync(id, cancellationToken) is { } session && session.IsOpen(clock.Now) ? session : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId} ended: a refresh token that was spent before was used again")]
    private partial void SpentTokenUsedAgain(Guid sessionId);
}
