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

internal sealed class ChangePasswordHandler(IUserRepository users, IPasswordHasher hasher, TimeProvider time)
    : IRequestHandler<ChangePassword, Result>
{
    public async Task<Result> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(request.UserId, cancellationToken) is not { IsActive: true } user)
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
            // An admin may have set another one, or ended this session, since it was verified; theirs stays.
            stored => stored.SessionEpoch == user.SessionEpoch
                ? (stored with { HashedPassword = hashed, UpdatedAt = now }).EndSessions(except: request.SessionId)
                : stored,
            cancellationToken);
        if (result.Error is { } error)
        {
            return error;
        }

        return result.Value.HashedPassword == hashed ? Result.Success : UserErrors.WrongPassword();
    }
}
