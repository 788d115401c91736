using FluentValidation;
using MediatR;
using Rag.Application.Auth;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

/// <summary>Changes a user; what is null stays. Deactivating, or a new password, ends all their sessions.</summary>
/// <param name="By">Who asks for it.</param>
/// <param name="ClearsFullName">The full name is taken away, which null cannot say.</param>
public sealed record UpdateUser(
    UserId By, string Id, string? Email = null, string? FullName = null, bool ClearsFullName = false, bool? IsAdmin = null, bool? IsActive = null,
    string? Password = null) : IRequest<Result<User>>;

internal sealed class UpdateUserValidator : AbstractValidator<UpdateUser>
{
    public UpdateUserValidator()
    {
        RuleFor(update => update.Email).IsEmailAddress().When(update => update.Email is not null);
        RuleFor(update => update.FullName).MaximumLength(100);
        RuleFor(update => update.Password).SatisfiesPasswordPolicy();
    }
}

internal sealed class UpdateUserHandler(IUserRepository users, IPasswordHasher hasher, TimeProvider time)
    : IRequestHandler<UpdateUser, Result<User>>
{
    public async Task<Result<User>> Handle(UpdateUser request, CancellationToken cancellationToken)
    {
        if (UserId.Find(request.Id) is not { } id || await users.FindAsync(id, cancellationToken) is null)
        {
            return UserErrors.NotFound();
        }

        if (id == request.By && (request.IsAdmin is false || request.IsActive is false))
        {
            return await users.RefuseOwnAccountAsync(cancellationToken);
        }

        // Hashed before the change, which holds up every other writer.
        var hashed = request.Password is { } password ? hasher.Hash(password) : null;
        var now = time.GetUtcNow();
        return await users.ChangeAsync(id, user => Change(user, request, hashed, now), cancellationToken);
    }

    private static User Change(User user, UpdateUser request, string? hashed, DateTimeOffset now)
    {
        var changed = user with
        {
            Email = request.Email?.Trim() ?? user.Email,
            FullName = request.ClearsFullName ? null : request.FullName ?? user.FullName,
            IsAdmin = request.IsAdmin ?? user.IsAdmin,
            IsActive = request.IsActive ?? user.IsActive,
            HashedPassword = hashed ?? user.HashedPassword,
        };
        changed = hashed is not null || (user.IsActive && !changed.IsActive) ? changed.EndSessions() : changed;
        return changed == user ? user : changed with { UpdatedAt = now };
    }
}
