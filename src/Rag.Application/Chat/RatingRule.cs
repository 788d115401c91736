using FluentValidation;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat;

/// <summary>How ratings are written by clients.</summary>
internal static class RatingRule
{
    public static IRuleBuilderOptions<T, string?> MustBeRating<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(rating => Find(rating) is not null)
            .WithErrorCode("enum").WithMessage("The rating must be up or down.");

    public static Rating? Find(string? text) => text switch
    {
        "up" => Rating.Up,
        "down" => Rating.Down,
        _ => null,
    };
}
