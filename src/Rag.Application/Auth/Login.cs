using FluentValidation;
using MediatR;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Begins a session.</summary>
public sealed record Login(string Email, string Password) : IRequest<Result<TokenPair>>;

internal sealed class LoginValidator : AbstractValidator<Login>
{
    public LoginValidator()
    {
        RuleFor(login => login.Email).NotEmpty().MaximumLength(320).EmailAddress();

        // No policy here: a password that cannot be right is wrong, and must look and last like any other wrong one.
        RuleFor(login => login.Password).NotEmpty().MaximumLength(1000);
    }
}

internal sealed class LoginHandler(
    IUserRepository users, ISessionRepository sessions, IPasswordHasher hasher, ITokenIssuer tokens, SessionClock clock)
    : IRequestHandler<Login, Result<TokenPair>>
{
    public async Task<Result<TokenPair>> Handle(Login request, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(request.Email, cancellationToken);
        if (!IsRight(request.Password, user))
        {
            return UserErrors.InvalidCredentials();
        }

        var session = clock.Begin(user!);
        await sessions.AddAsync(session, cancellationToken);

        // The password may have been changed while it was verified: what the old one began is over before it is handed out.
        if (await users.FindAsync(user!.Id, cancellationToken) is not { } now || !now.Allows(session))
        {
            await sessions.RevokeAsync(session.Id, session.IssuedAt, cancellationToken);
            return UserErrors.InvalidCredentials();
        }

        await users.RecordLoginAsync(user.Id, session.IssuedAt, cancellationToken);
        return tokens.Issue(user, session);
    }

    // One verification in every case, so that the time tells nothing about which addresses are known or active.
    private bool IsRight(string password, User? user)
    {
        if (user is null)
        {
            hasher.VerifyNothing(password);
            return false;
        }

        return hasher.Verify(password, user.HashedPassword) && user.IsActive;
    }
}
