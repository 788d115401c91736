using System.Globalization;
using System.Linq.Expressions;
using FluentValidation;

namespace Rag.Application.Chat;

/// <summary>
/// One end of a span of time, as ISO 8601: an instant, or a date alone, which is that whole day. Without an offset it is in UTC.
/// </summary>
internal static class DateBound
{
    private const string Date = "yyyy-MM-dd";

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool IsOne(string? text) => text is null || Read(text) is not null;

    /// <summary>The first instant inside; null for no bound and for what is none.</summary>
    public static DateTimeOffset? From(string? text) => text is null ? null : Read(text)?.At;

    /// <summary>The first instant behind it.</summary>
    public static DateTimeOffset? Until(string? text) => text is not null && Read(text) is { } bound ? After(bound.At, bound.Length) : null;

    private static DateTimeOffset After(DateTimeOffset at, TimeSpan length) =>
        DateTimeOffset.MaxValue - at > length ? at + length : DateTimeOffset.MaxValue;

    private static (DateTimeOffset At, TimeSpan Length)? Read(string text)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, Date, CultureInfo.InvariantCulture, utc, out var day))
        {
            return (day, TimeSpan.FromDays(1));
        }

        // An offset's plus that was not escaped arrives as a space, which stands nowhere else in an instant.
        return DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Instants, CultureInfo.InvariantCulture, utc, out var instant)
            ? (instant, TimeSpan.FromTicks(1))
            : null;
    }
}

internal static class DateBoundRules
{
    private const string NotABound = "Must be a date or an instant, such as 2026-03-31 or 2026-03-31T22:00:00Z.";

    /// <summary>Both ends of a span can be read, and it does not begin after its end.</summary>
    public static void RuleForSpan<T>(
        this AbstractValidator<T> validator, Expression<Func<T, string?>> from, Expression<Func<T, string?>> to)
    {
        validator.RuleFor(from).Must(DateBound.IsOne).WithErrorCode("datetime").WithMessage(NotABound);
        validator.RuleFor(to).Must(DateBound.IsOne).WithErrorCode("datetime").WithMessage(NotABound);
        var last = to.Compile();
        validator.RuleFor(from)
            .Must((request, first) => DateBound.From(first) is not { } start || DateBound.Until(last(request)) is not { } end || start < end)
            .WithErrorCode("range").WithMessage("The range must not begin after its end.");
    }
}
