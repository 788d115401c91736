using System.Security.Cryptography;
using MediatR;
using Microsoft.Extensions.Options;
using Rag.Application.Users;
using Rag.Domain.Results;
using Rag.Domain.Users;

namespace Rag.Application.Auth;

/// <summary>Makes the first admin when there is none.</summary>
/// <param name="MayInvent">Whether one is made up when none is configured: on a developer's machine.</param>
public sealed record EnsureFirstAdmin(bool MayInvent) : IRequest<Result<FirstAdmin>>;

public enum FirstAdminOutcome
{
    /// <summary>There is an admin already.</summary>
    Present,

    /// <summary>Made now.</summary>
    Made,

    /// <summary>There is none, and none is configured.</summary>
    Missing,

    /// <summary>There is none, and the configured address belongs to somebody who is not one.</summary>
    AddressTaken,
}

/// <param name="InventedPassword">To be shown once, to the person at the console; null when it was configured.</param>
public sealed record FirstAdmin(FirstAdminOutcome Outcome, string? Email = null, string? InventedPassword = null);

internal sealed class EnsureFirstAdminHandler(
    IUserRepository users, IPasswordHasher hasher, IOptions<AuthOptions> options, TimeProvider time)
    : IRequestHandler<EnsureFirstAdmin, Result<FirstAdmin>>
{
    private const string InventedEmail = "admin@example.com";

    public async Task<Result<FirstAdmin>> Handle(EnsureFirstAdmin request, CancellationToken cancellationToken)
    {
        if (await users.AnyActiveAdminAsync(cancellationToken))
        {
            return new FirstAdmin(FirstAdminOutcome.Present);
        }

        if (options.Value is { AdminEmail: { Length: > 0 } email, AdminPassword: { Length: > 0 } password })
        {
            return await MakeAsync(email, password, inventedPassword: null, cancellationToken);
        }

        if (!request.MayInvent)
        {
            return new FirstAdmin(FirstAdminOutcome.Missing);
        }

        var invented = InventPassword();
        return await MakeAsync(InventedEmail, invented, invented, cancellationToken);
    }

    private async Task<FirstAdmin> MakeAsync(string email, string password, string? inventedPassword, CancellationToken cancellationToken)
    {
        // Whoever has registered the address is not made an admin by a variable: their password is not the operator's.
        if (await users.FindByEmailAsync(email, cancellationToken) is not null)
        {
            return new FirstAdmin(FirstAdminOutcome.AddressTaken, email);
        }

        var now = time.GetUtcNow();
        var hashed = hasher.Hash(password);
        foreach (var username in Usernames.From(email))
        {
            var admin = new User
            {
                Id = UserId.New(),
                Username = username,
                Email = email,
                HashedPassword = hashed,
                IsAdmin = true,
                CreatedAt = now,
                UpdatedAt = now,
            };
            if (await users.AddAsync(admin, cancellationToken))
            {
                return new FirstAdmin(FirstAdminOutcome.Made, email, inventedPassword);
            }
        }

        // Another instance that started beside this one has made it.
        return new FirstAdmin(
            await users.AnyActiveAdminAsync(cancellationToken) ? FirstAdminOutcome.Present : FirstAdminOutcome.AddressTaken, email);
    }

    // 16 of 58 characters that cannot be mistaken for each other are 93 bits; the end satisfies the policy whatever came before.
    private static string InventPassword() =>
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 16) + "-A7";
}
