using FluentValidation;
using MediatR;
using Rag.Application.Auth;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

/// <summary>Makes an existing user an active admin with this password; all their sessions end. For the operator, who may do anything.</summary>
public sealed record RestoreAdmin(string Email, string Password) : IRequest<Result<User>>;

internal sealed class RestoreAdminValidator : AbstractValidator<RestoreAdmin>
{
    public RestoreAdminValidator()
    {
        RuleFor(restore => restore.Email).IsEmailAddress();
        RuleFor(restore => restore.Password).NotEmpty().SatisfiesPasswordPolicy();
    }
}

internal sealed class RestoreAdminHandler(IUserRepository users, IPasswordHasher hasher, TimeProvider time)
    : IRequestHandler<RestoreAdmin, Result<User>>
{
    public async Task<Result<User>> Handle(RestoreAdmin request, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(request.Email, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound();
        }

        var hashed = hasher.Hash(request.Password);
        var now = time.GetUtcNow();
        return await users.ChangeAsync(
            user.Id,
            stored => (stored with { IsAdmin = true, IsActive = true, HashedPassword = hashed, UpdatedAt = now }).EndSessions(),
            cancellationToken);
    }
}
