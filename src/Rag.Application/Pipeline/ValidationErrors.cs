using Rag.Domain.Results;

namespace Rag.Application.Pipeline;

public static class ValidationErrors
{
    /// <summary>The code of a request whose fields are at fault; its detail is made of theirs.</summary>
    public const string Code = "validation_error";

    public static Error Invalid(IReadOnlyList<FieldError> fields) => new(
        ErrorKind.Invalid, Code, string.Join(' ', fields.Select(field => $"{field.Location[^1]}: {Sentence.Fill(field.Message, field.Arguments)}")))
    {
        Fields = fields,
    };
}
