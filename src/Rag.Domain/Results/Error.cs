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
public sealed record Error
{
    /// <param name="kind">Decides the HTTP status.</param>
    /// <param name="code">Stable and machine-readable, snake_case.</param>
    /// <param name="detail">A sentence for people: what was wrong and what would be right. Safe to show.</param>
    public Error(ErrorKind kind, string code, string detail) => (Kind, Code, Template) = (kind, code, detail);

    /// <param name="kind">Decides the HTTP status.</param>
    /// <param name="code">Stable and machine-readable, snake_case.</param>
    /// <param name="detail">The same as an interpolated string: its arguments are kept apart for translations.</param>
    public Error(ErrorKind kind, string code, Sentence detail) =>
        (Kind, Code, Template, Arguments) = (kind, code, detail.Template, detail.Arguments);

    public ErrorKind Kind { get; }

    public string Code { get; }

    /// <summary>The English sentence with <c>{0}</c> and so on for its arguments; what a translation is looked up by.</summary>
    public string Template { get; }

    public IReadOnlyList<string> Arguments { get; } = [];

    /// <summary>The sentence in English.</summary>
    public string Detail => Sentence.Fill(Template, Arguments);

    /// <summary>The fields at fault, for <see cref="ErrorKind.Invalid"/>.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>When trying again makes sense, for <see cref="ErrorKind.Unavailable"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One invalid field of a request.</summary>
/// <param name="Location">The path to it from the request, e.g. <c>body, input</c>.</param>
/// <param name="Message">What would be right, in English, with <c>{0}</c> and so on for its arguments.</param>
/// <param name="Type">Stable and machine-readable, e.g. <c>string_too_long</c>.</param>
public sealed record FieldError(IReadOnlyList<string> Location, string Message, string Type)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
