using FluentValidation;
using MediatR;
using Rag.Application.Auth;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Users;

/// <param name="Username">Null: made from the address.</param>
public sealed record CreateUser(string Email, string Password, string? Username, string? FullName, bool IsAdmin) : IRequest<Result<User>>;

internal sealed class CreateUserValidator : AbstractValidator<CreateUser>
{
    public CreateUserValidator()
    {
        RuleFor(create => create.Email).IsEmailAddress();
        RuleFor(create => create.Password).NotEmpty().SatisfiesPasswordPolicy();
        RuleFor(create => create.Username).Length(Usernames.Shortest, Usernames.Longest)
            .Must(name => name is null || (name.Trim() == name && !name.Any(char.IsControl)));
        RuleFor(create => create.FullName).MaximumLength(100);
    }
}

internal sealed class CreateUserHandler(IUserRepository users, IPasswordHasher hasher, TimeProvider time)
    : IRequestHandler<CreateUser, Result<User>>
{
    public async Task<Result<User>> Handle(CreateUser request, CancellationToken cancellationToken)
    {
        var email = request.Email.Trim();
        if (await users.FindByEmailAsync(email, cancellationToken) is not null)
        {
            return UserErrors.EmailTaken();
        }

        var hashed = hasher.Hash(request.Password);
        foreach (var username in request.Username is { } chosen ? [chosen] : Usernames.From(email))
        {
            var now = time.GetUtcNow();
            var user = new User
            {
                Id = UserId.New(),
                Username = username,
                Email = email,
                HashedPassword = hashed,
                FullName = request.FullName,
                IsAdmin = request.IsAdmin,
                CreatedAt = now,
                UpdatedAt = now,
            };
            if (await users.AddAsync(user, cancellationToken))
            {
                return user;
            }

            // The store says that one of the two is taken; another request may have taken the address since we looked.
            if (await users.FindByEmailAsync(email, cancellationToken) is not null)
            {
                return UserErrors.EmailTaken();
            }
        }

        return UserErrors.UsernameTaken();
    }
}
