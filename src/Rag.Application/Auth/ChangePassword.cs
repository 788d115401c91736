using FluentValidation;
using MediatR;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Gives users another password; every other session of theirs ends.</summary>
/// <param name="SessionId">The one that goes on.</param>
public sealed record ChangePassword(UserId UserId, Guid SessionId, string CurrentPassword, string NewPassword) : IRequest<Result>;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(change => change.CurrentPassword).NotEmpty().MaximumLength(1000);
        RuleFor(change => change.NewPassword).NotEmpty().SatisfiesPasswordPolicy();
    }
}

internal sealed class ChangePasswordHandler(IUserRepository users, ISessionRepository sessions, IPasswordHasher hasher, TimeProvider time)
    : IRequestHandler<ChangePassword, Result>
{
    public async Task<Result> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(request.UserId, cancellationToken) is not { } user)
        {
            return UserErrors.InvalidToken();
        }

        if (!hasher.Verify(request.CurrentPassword, user.HashedPassword))
        {
            return UserErrors.WrongPassword();
        }

        // Hashed before the change, which holds up every other writer.
        var hashed = hasher.Hash(request.NewPassword);
        var now = time.GetUtcNow();
        var result = await users.ChangeAsync(
            request.UserId,
            // An admin may have set another one since it was verified; theirs stays.
            stored => stored.HashedPassword == user.HashedPassword ? stored with { HashedPassword = hashed, UpdatedAt = now } : stored,
            cancellationToken);
        if (result.Error is { } error)
        {
            return error;
        }

        if (result.Value.HashedPassword != hashed)
        {
            return UserErrors.WrongPassword();
        }

        await sessions.RevokeAllAsync(request.UserId, except: request.SessionId, now, cancellationToken);
        return Result.Success;
    }
}
