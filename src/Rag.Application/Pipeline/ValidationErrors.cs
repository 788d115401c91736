using Rag.Domain.Results;

namespace Rag.Application.Pipeline;

public static class ValidationErrors
{
    public static Error Invalid(IReadOnlyList<FieldError> fields) => new(
        ErrorKind.Invalid, "validation_error", string.Join(' ', fields.Select(field => $"{field.Location[^1]}: {field.Message}")))
    {
        Fields = fields,
    };
}
