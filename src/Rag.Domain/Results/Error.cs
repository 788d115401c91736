namespace Rag.Domain.Results;

/// <summary>What kind of refusal an <see cref="Error"/> is; the API turns it into a status in one place.</summary>
public enum ErrorKind
{
    Invalid,
    Malformed,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    PreconditionFailed,
    TooLarge,
    Unavailable,
}

/// <summary>An expected refusal.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable and machine-readable, snake_case.</param>
/// <param name="Detail">A sentence for people: what was wrong and what would be right. Safe to show.</param>
public sealed record Error(ErrorKind Kind, string Code, string Detail)
{
    /// <summary>The fields at fault, for <see cref="ErrorKind.Invalid"/>.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>When trying again makes sense, for <see cref="ErrorKind.Unavailable"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One invalid field of a request.</summary>
/// <param name="Location">The path to it from the request, e.g. <c>body, input</c>.</param>
/// <param name="Message">What would be right.</param>
/// <param name="Type">Stable and machine-readable, e.g. <c>string_too_long</c>.</param>
public sealed record FieldError(IReadOnlyList<string> Location, string Message, string Type);
