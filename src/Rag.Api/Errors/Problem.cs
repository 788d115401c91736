using Microsoft.AspNetCore.WebUtilities;
using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>Whatever is not a success, before it is written.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable and machine-readable.</param>
/// <param name="Detail">The English sentence, or its template.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is put into the detail's <c>{0}</c> and so on.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public static Problem Of(Error error) => new(StatusOf(error.Kind), error.Code, error.Template)
    {
        Arguments = error.Arguments,
        Fields = error.Fields,
        RetryAfter = error.RetryAfter,
    };

    /// <summary>The refusals that are about HTTP itself and that no use case knows.</summary>
    public static Problem Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad_request", "The request cannot be understood."),
        StatusCodes.Status401Unauthorized => new(
            status, "invalid_token", "The token is missing, expired or no longer valid. Sign in again."),
        StatusCodes.Status403Forbidden => new(status, "forbidden", "Your account does not have the right to do this."),
        StatusCodes.Status404NotFound => new(status, "not_found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(
            status, "method_not_allowed", "This address does not take this method; the header Allow names those that it takes."),
        StatusCodes.Status408RequestTimeout => new(status, "request_timeout", "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => new(status, "body_too_large", "The request is larger than is allowed here."),
        StatusCodes.Status415UnsupportedMediaType => new(
            status, "unsupported_media_type", "The body's Content-Type is not taken here; send application/json where nothing else is documented."),
        StatusCodes.Status429TooManyRequests => new(
            status, "rate_limited", "Too many requests in a short time. Wait as many seconds as the header Retry-After says and try again."),
        StatusCodes.Status500InternalServerError => new(
            status, "internal_error", "Something went wrong on our side. Tell the administrator the request id."),
        StatusCodes.Status503ServiceUnavailable => new(
            status, "service_unavailable", "A service that this one stands on cannot be reached at the moment. Try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        },
        _ => new(status, "http_error", $"{ReasonPhrases.GetReasonPhrase(status)}."),
    };

    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.Malformed => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthorized => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };
}
