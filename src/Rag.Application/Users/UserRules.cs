using FluentValidation;
using Rag.Domain.Users;

namespace Rag.Application.Users;

/// <summary>What the fields of a user must be, wherever they are set.</summary>
internal static class UserRules
{
    public static IRuleBuilderOptions<T, string?> IsEmailAddress<T>(this IRuleBuilder<T, string?> rule) => rule
        .NotEmpty()
        .MaximumLength(320)
        .EmailAddress()
        // The library's rule asks for an @ inside and nothing more.
        .Must(email => email is null || !email.Trim().Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        .WithErrorCode("email").WithMessage("Must be an e-mail address.");

    public static IRuleBuilderOptions<T, string?> SatisfiesPasswordPolicy<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(password => password is null || PasswordPolicy.Check(password).IsSuccess)
        .WithErrorCode(UserErrors.WeakPassword().Code).WithMessage(UserErrors.WeakPassword().Template);
}
