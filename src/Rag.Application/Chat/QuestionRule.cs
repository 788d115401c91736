using FluentValidation;

namespace Rag.Application.Chat;

internal static class QuestionRule
{
    /// <summary>1 to 2000 characters once what nobody sees is taken away: the same for every use case that takes a question.</summary>
    public static void MustBeAQuestion<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .NotNull().WithErrorCode("missing").WithMessage("Field required.")
        .Must(input => QuestionText.Clean(input!).Length > 0)
        .WithErrorCode("string_too_short").WithMessage("The question must have at least 1 visible character.")
        .Must(input => QuestionText.Length(QuestionText.Clean(input!)) <= QuestionText.Longest)
        .WithErrorCode("string_too_long").WithMessage($"The question must have at most {QuestionText.Longest} characters.");
}
